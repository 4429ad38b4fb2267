namespace Gko.Resolution.Templating;

/// <summary>Counts what evaluating the templates of one spec costs, and stops it when that is too much.</summary>
internal sealed class WorkMeter(CancellationToken ct)
{
    private long _left = TemplateLimits.Work;

    /// <summary>Takes units away.</summary>
    /// <exception cref="TemplateException">None are left.</exception>
    public void Spend(int position, long units)
    {
        ct.ThrowIfCancellationRequested();
        _left -= units;
        if (_left < 0)
        {
            throw new TemplateException(position, "the templates of this object take too much work; shorten their loops and texts");
        }
    }
}
