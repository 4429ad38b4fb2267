namespace Gko.Kubernetes.Model.Core;

/// <summary>
/// Marks a kind of which clients read the metadata only: the API server is asked for <c>PartialObjectMetadata</c>, so that
/// watching many or large objects costs little memory and no secret leaves the server.
/// </summary>
public interface IMetadataOnly;
