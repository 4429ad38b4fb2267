namespace Gko.DevCluster.Tests.ApiServer;

/// <summary>A kind with one field of every sort that the server treats differently.</summary>
public static class WidgetDefinition
{
    public const string Json = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.demo.io"},
         "spec":{"group":"demo.io","scope":"Namespaced",
          "names":{"plural":"widgets","kind":"Widget","shortNames":["wd"],"categories":["demo"]},
          "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
           "additionalPrinterColumns":[
            {"name":"Size","type":"integer","jsonPath":".spec.size","description":"the size"},
            {"name":"Ready","type":"string","jsonPath":".status.conditions[?(@.type==\"Ready\")].status"},
            {"name":"Items","type":"string","jsonPath":".spec.items[*].name","priority":1},
            {"name":"Age","type":"date","jsonPath":".metadata.creationTimestamp"}],
           "schema":{"openAPIV3Schema":{"type":"object","description":"A widget for tests.","properties":{
            "spec":{"type":"object","description":"What is wanted.","required":["size"],"properties":{
             "size":{"type":"integer","format":"int32","minimum":1,"maximum":10,"description":"How big it is."},
             "color":{"type":"string","enum":["a","b"],"default":"a"},
             "name":{"type":"string","pattern":"^[a-z]+$","minLength":2,"maxLength":5},
             "when":{"type":"string","format":"date-time"},
             "ratio":{"type":"number","multipleOf":0.5},
             "flag":{"type":"boolean"},
             "port":{"x-kubernetes-int-or-string":true},
             "free":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
             "map":{"type":"object","additionalProperties":{"type":"string"},"maxProperties":2},
             "items":{"type":"array","maxItems":3,"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
              "items":{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"value":{"type":"string"},"weight":{"type":"integer","default":7}}}},
             "set":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
             "list":{"type":"array","items":{"type":"object","properties":{"x":{"type":"string"}}}},
             "atomic":{"type":"object","x-kubernetes-map-type":"atomic","properties":{"a":{"type":"string"},"b":{"type":"string"}}},
             "note":{"type":"string","nullable":true},
             "nested":{"type":"object","default":{},"properties":{"deep":{"type":"string","default":"d"}}},
             "either":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},
              "x-kubernetes-validations":[{"rule":"has(self.a) != has(self.b)","message":"exactly one of a and b"}]},
             "fixed":{"type":"string","x-kubernetes-validations":[{"rule":"self == oldSelf","message":"fixed cannot change"}]}}},
            "status":{"type":"object","properties":{"phase":{"type":"string"},"conditions":{"type":"array",
             "x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["type"],
             "items":{"type":"object","required":["type"],"properties":{"type":{"type":"string"},"status":{"type":"string"}}}}}}}}}}]}}
        """;

    /// <summary>A widget with that spec.</summary>
    public static string Widget(string name, string spec = """{"size":1}""", string? metadata = null) =>
        $$"""{"apiVersion":"demo.io/v1","kind":"Widget","metadata":{"name":"{{name}}"{{(metadata is null ? "" : "," + metadata)}}},"spec":{{spec}}}""";
}
