using System.Text;

namespace Gko.Resolution.Templating.Printing;

/// <summary>A text that grows up to <see cref="TemplateLimits.Text"/>.</summary>
internal sealed class BoundedText(WorkMeter work)
{
    private readonly StringBuilder _text = new();

    /// <exception cref="TemplateException">The text becomes too long.</exception>
    public void Append(int position, ReadOnlySpan<char> text)
    {
        Reserve(position, text.Length);
        _text.Append(text);
    }

    /// <exception cref="TemplateException">The text becomes too long.</exception>
    public void Append(int position, char character, int count)
    {
        Reserve(position, count);
        _text.Append(character, count);
    }

    public override string ToString() => _text.ToString();

    private void Reserve(int position, int count)
    {
        if (_text.Length + count > TemplateLimits.Text)
        {
            throw new TemplateException(position, $"the text becomes longer than {TemplateLimits.Text} characters; shorten it");
        }

        work.Spend(position, count);
    }
}
