using Gko.Kubernetes.Hosting.Memory;

namespace Gko.Kubernetes.Tests.Hosting.Memory;

public sealed class FileMappingTests
{
    private const string Code = """
        7f0a1c000000-7f0a1c021000 r-xp 00001000 fd:01 1234                       /usr/bin/program with spaces
        Size:                132 kB
        Rss:                 100 kB
        Anonymous:             0 kB
        VmFlags: rd ex mr mw me
        """;

    [Fact]
    public void Read_Code_IsUnchanged()
    {
        var mapping = Read(Code).ShouldHaveSingleItem();

        mapping.ShouldBe(new FileMapping(unchecked((nuint)0x7f0a1c000000), 0x21000, IsWritable: false, Changed: 0));
        mapping.IsUnchanged.ShouldBeTrue();
    }

    [Fact]
    public void Read_PagesWrittenToBeforeTheyWereProtected_AreChanged()
    {
        var mapping = Read(Code.Replace("Anonymous:             0 kB", "Anonymous:             4 kB", StringComparison.Ordinal)).ShouldHaveSingleItem();

        mapping.Changed.ShouldBe(4096);
        mapping.IsUnchanged.ShouldBeFalse();
    }

    [Fact]
    public void Read_WritablePages_AreNotTakenForUnchanged() =>
        Read(Code.Replace("r-xp", "rw-p", StringComparison.Ordinal)).ShouldHaveSingleItem().IsUnchanged.ShouldBeFalse();

    [Theory]
    [InlineData("7f0a1c000000-7f0a1c021000 rw-p 00000000 00:00 0")]
    [InlineData("7f0a1c000000-7f0a1c021000 rw-p 00000000 00:00 0                          [heap]")]
    [InlineData("7f0a1c000000-7f0a1c021000 r-xs 00000000 00:01 1025                       /memfd:doublemapper (deleted)")]
    public void Read_MemoryWithoutAFile_IsLeftOut(string header) => Read(header + "\nAnonymous:             0 kB\n").ShouldBeEmpty();

    [Fact]
    public void Read_SeveralMappings_KeepsTheirFiguresApart()
    {
        var heap = "7f0a1d000000-7f0a1d021000 rw-p 00000000 00:00 0\nAnonymous:             8 kB\n";
        var data = "7f0a1e000000-7f0a1e001000 r--p 00000000 fd:01 1234 /usr/bin/program\nAnonymous:             4 kB\n";

        Read($"{Code}\n{heap}{data}").Select(mapping => mapping.Changed).ShouldBe([0, 4096]);
    }

    [Fact]
    public void Read_ThisProcess_FindsItsLibraries()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells");

        FileMapping.Read(File.ReadLines("/proc/self/smaps")).Count(mapping => mapping.IsUnchanged).ShouldBeGreaterThan(5);
    }

    private static List<FileMapping> Read(string text) => [.. FileMapping.Read(text.Split('\n'))];
}
