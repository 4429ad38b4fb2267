using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Logging;

/// <summary>The named values of one log line: those of its scopes, inner ones before outer ones, then those of its message.</summary>
internal sealed class LogFields
{
    private const string OriginalFormat = "{OriginalFormat}";

    private readonly List<KeyValuePair<string, object>> _fields = [];

    public int Count => _fields.Count;

    public static LogFields Of<TState>(TState state, IExternalScopeProvider? scopes)
    {
        var fields = new LogFields();
        scopes?.ForEachScope(static (scope, fields) => fields.AddScope(scope), fields);
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
        {
            fields.AddAll(values, isScope: false);
        }

        return fields;
    }

    /// <summary>Writes the values as properties of the object that is open.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="isTaken">Names that the line uses for something else; such values are left out.</param>
    public void Write(Utf8JsonWriter json, Func<string, bool> isTaken)
    {
        foreach (var (name, value) in _fields)
        {
            if (!isTaken(name))
            {
                json.WritePropertyName(name);
                Write(json, value);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int or long or short or byte or uint:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void AddScope(object? scope)
    {
        if (scope is IEnumerable<KeyValuePair<string, object?>> values)
        {
            AddAll(values, isScope: true);
        }
        else if (scope?.ToString() is { Length: > 0 } text)
        {
            Add("scope", text, replace: true);
        }
    }

    private void AddAll(IEnumerable<KeyValuePair<string, object?>> values, bool isScope)
    {
        foreach (var (name, value) in values)
        {
            if (value is not null && name.Length > 0 && name != OriginalFormat)
            {
                Add(char.ToLowerInvariant(name[0]) + name[1..], value, replace: isScope);
            }
        }
    }

    /// <summary>An inner scope says it more exactly than an outer one; what the message names is in its text anyway.</summary>
    private void Add(string name, object value, bool replace)
    {
        var known = _fields.FindIndex(field => field.Key == name);
        if (known < 0)
        {
            _fields.Add(new(name, value));
        }
        else if (replace)
        {
            _fields[known] = new(name, value);
        }
    }
}
