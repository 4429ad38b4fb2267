using Gko.Kubernetes.Hosting.Memory;

namespace Gko.Kubernetes.Tests.Hosting.Memory;

public sealed class FileMappingTests
{
    private const string Code = """
        7f0a1c000000-7f0a1c021000 r-xp 00001000 fd:01 1234                       /usr/bin/program with spaces
        Size:                132 kB
        Rss:                 100 kB
        Anonymous:             0 kB
        Swap:                  0 kB
        VmFlags: rd ex mr mw me
        """;

    [Fact]
    public void Read_Code_IsUnchanged()
    {
        var mapping = Read(Code).ShouldHaveSingleItem();

        mapping.ShouldBe(new FileMapping(unchecked((nuint)0x7f0a1c000000), 0x21000, "r-xp", "/usr/bin/program with spaces", Changed: 0));
        mapping.IsUnchanged.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Anonymous:             0 kB", "Anonymous:             4 kB")]
    [InlineData("Swap:                  0 kB", "Swap:                  4 kB")]
    public void Read_PagesWrittenToBeforeTheyWereProtected_AreChanged(string figure, string written)
    {
        var mapping = Read(Code.Replace(figure, written, StringComparison.Ordinal)).ShouldHaveSingleItem();

        mapping.Changed.ShouldBe(4096);
        mapping.IsUnchanged.ShouldBeFalse();
    }

    [Theory]
    [InlineData("rw-p")]
    [InlineData("rwxp")]
    [InlineData("rw-s")]
    [InlineData("r--p")]
    [InlineData("---p")]
    public void Read_PagesThatMayHaveBeenWrittenTo_AreNotTakenForUnchanged(string access) =>
        Read(Code.Replace("r-xp", access, StringComparison.Ordinal)).ShouldHaveSingleItem().IsUnchanged.ShouldBeFalse();

    [Fact]
    public void Read_SomethingElse_IsAnError() => Should.Throw<FormatException>(() => Read("no such thing"));

    [Theory]
    [InlineData("7f0a1c000000-7f0a1c021000 rw-p 00000000 00:00 0")]
    [InlineData("7f0a1c000000-7f0a1c021000 rw-p 00000000 00:00 0                          [heap]")]
    [InlineData("7f0a1c000000-7f0a1c021000 r-xs 00000000 00:01 1025                       /memfd:doublemapper (deleted)")]
    public void Read_MemoryWithoutAFile_IsLeftOut(string header) => Read(header + "\nAnonymous:             0 kB\n").ShouldBeEmpty();

    [Fact]
    public void Read_SeveralMappings_KeepsTheirFiguresApart()
    {
        var heap = "7f0a1d000000-7f0a1d021000 rw-p 00000000 00:00 0\nAnonymous:             8 kB\n";
        var data = "7f0a1e000000-7f0a1e001000 r--p 00000000 fd:01 1234 /usr/bin/program\nAnonymous:             4 kB\nSwap:                  8 kB\n";

        Read($"{Code}\n{heap}{data}").Select(mapping => mapping.Changed).ShouldBe([0, 12288]);
    }

    [Fact]
    public void Read_ThisProcess_FindsItsProgram()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells");

        FileMapping.Read(File.ReadLines("/proc/self/smaps")).ShouldContain(mapping => mapping.IsUnchanged && mapping.Path == Environment.ProcessPath);
    }

    private static List<FileMapping> Read(string text) => [.. FileMapping.Read(text.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
}
