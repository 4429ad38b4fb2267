{{/* Settings that cannot work together, or not in this cluster. */}}
{{- define "gko.validate" -}}
{{- if lt (int (include "gko.kubeMinor" .)) 22 -}}
{{- fail (printf "gko needs Kubernetes 1.22 or later for server-side apply; this is %s" .Capabilities.KubeVersion.Version) -}}
{{- end -}}
{{- include "gko.validate.ports" . -}}
{{- include "gko.validate.pods" . -}}
{{- include "gko.validate.certificate" . -}}
{{- include "gko.validate.bindings" . -}}
{{- end -}}

{{- define "gko.validate.ports" -}}
{{- $manager := .Values.manager -}}
{{- $ports := dict "manager.probes.port" (int $manager.probes.port) -}}
{{- if $manager.metrics.enabled }}{{ $_ := set $ports "manager.metrics.port" (int $manager.metrics.port) }}{{ end -}}
{{- if include "gko.webhookEnabled" . }}{{ $_ := set $ports "manager.webhook.service.targetPort" (int $manager.webhook.service.targetPort) }}{{ end -}}
{{- if .Values.dev.debug.enabled }}{{ $_ := set $ports "dev.debug.port" (int .Values.dev.debug.port) }}{{ end -}}
{{- $seen := dict -}}
{{- range $name, $port := $ports -}}
{{- with get $seen (toString $port) }}{{ fail (printf "%s and %s are both %d; give each a port of its own" . $name $port) }}{{ end -}}
{{- $_ := set $seen (toString $port) $name -}}
{{- end -}}
{{- end -}}

{{- define "gko.validate.pods" -}}
{{- $manager := .Values.manager -}}
{{- if and (gt (int $manager.replicas) 1) $manager.hostNetwork (empty $manager.topologySpreadConstraints) (empty $manager.affinity) -}}
{{- fail "manager.replicas > 1 with manager.hostNetwork needs manager.affinity or manager.topologySpreadConstraints that keep the pods on different nodes: they would ask for the same ports" -}}
{{- end -}}
{{- if and $manager.otlp.headersSecret.name (not $manager.otlp.endpoint) -}}
{{- fail "manager.otlp.headersSecret.name has no effect without manager.otlp.endpoint: set both, or neither" -}}
{{- end -}}
{{- end -}}

{{- define "gko.validate.certificate" -}}
{{- $cert := .Values.manager.webhook.cert -}}
{{- if and (include "gko.webhookEnabled" .) (eq $cert.mode "certManager") -}}
{{- if le (include "gko.seconds" $cert.certManager.duration | int) (include "gko.seconds" $cert.certManager.renewBefore | int) -}}
{{- fail (printf "manager.webhook.cert.certManager.renewBefore (%s) must be shorter than duration (%s): cert-manager refuses the Certificate otherwise" $cert.certManager.renewBefore $cert.certManager.duration) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The seconds of a duration such as 1h30m. */}}
{{- define "gko.seconds" -}}
{{- $units := dict "h" 3600 "m" 60 "s" 1 -}}
{{- $sum := 0 -}}
{{- range regexFindAll "[0-9]+[hms]" . -1 -}}
{{- $sum = add $sum (mul (int (regexFind "[0-9]+" .)) (get $units (regexFind "[hms]" .))) -}}
{{- end -}}
{{- $sum -}}
{{- end -}}

{{/*
What a RoleBinding binds can never be changed, and upstream's chart, like this one, uses one name whether that is a Role or a
ClusterRole. Only helm install and upgrade can look; kubectl and GitOps tools get the answer of the API server.
*/}}
{{- define "gko.validate.bindings" -}}
{{- $scope := include "gko.scope" . | fromJson -}}
{{- if and .Values.rbac.create $scope.role -}}
{{- $name := printf "%s-role-binding" (include "gko.serviceAccountName" .) -}}
{{- range $scope.namespaces -}}
{{- with lookup "rbac.authorization.k8s.io/v1" "RoleBinding" . $name -}}
{{- if ne .roleRef.kind $scope.role -}}
{{- fail (printf "RoleBinding %s in the namespace %s binds a %s, and Kubernetes lets nobody change that to the %s that these values ask for. Delete it, then repeat: kubectl delete rolebinding %s --namespace %s" $name .metadata.namespace .roleRef.kind $scope.role $name .metadata.namespace) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
