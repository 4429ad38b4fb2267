namespace Gko.Contracts.V4;

/// <summary>A documentation page of a v4 API.</summary>
public sealed class Page : PageBase
{
}
