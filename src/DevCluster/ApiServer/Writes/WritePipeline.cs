namespace Gko.DevCluster.ApiServer;

/// <summary>The ways to write, wired together.</summary>
internal sealed class WritePipeline
{
    public WritePipeline(WriteServices services)
    {
        Creator = new ObjectCreator(services);
        Deleter = new ObjectDeleter(services);
        Updater = new ObjectUpdater(services);
        Replacer = new ObjectReplacer(services, Creator, Updater);
        Patcher = new ObjectPatcher(Updater, new ObjectApplier(services, Creator, Updater));
    }

    public ObjectCreator Creator { get; }

    public ObjectUpdater Updater { get; }

    public ObjectReplacer Replacer { get; }

    public ObjectPatcher Patcher { get; }

    public ObjectDeleter Deleter { get; }
}
