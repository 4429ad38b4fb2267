{{- define "gko.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "gko.serviceAccountName" -}}
{{- default "gko-controller-manager" .Values.serviceAccount.name -}}
{{- end -}}

{{/* The Deployment's selector cannot be changed, so that it is that of the operator which this one replaces. */}}
{{- define "gko.selectorLabels" -}}
control-plane: controller-manager
{{- end -}}

{{/* What Services and budgets select by: other operators in the namespace may have the label above, too. */}}
{{- define "gko.podLabels" -}}
{{ include "gko.selectorLabels" . }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{/* A value as text; whole numbers from a file come as floats and would get an exponent. */}}
{{- define "gko.text" -}}
{{- if kindIs "float64" . -}}
{{- printf "%v" (ternary (int64 .) . (eq (floor .) .)) -}}
{{- else -}}
{{- toString . -}}
{{- end -}}
{{- end -}}

{{- define "gko.stringMap" -}}
{{- range $key, $value := . }}
{{ $key | quote }}: {{ include "gko.text" $value | quote }}
{{- end }}
{{- end -}}

{{/* metadata of an object: root, name, and optionally namespace, labels, annotations */}}
{{- define "gko.metadata" -}}
{{- $root := .root -}}
{{- $labels := dict
    "app.kubernetes.io/instance" $root.Release.Name
    "app.kubernetes.io/managed-by" $root.Release.Service
    "app.kubernetes.io/name" (include "gko.name" $root)
    "app.kubernetes.io/version" ($root.Chart.AppVersion | replace "+" "_") -}}
{{- $annotations := dict
    "meta.helm.sh/release-name" $root.Release.Name
    "meta.helm.sh/release-namespace" $root.Release.Namespace -}}
name: {{ .name }}
{{- with .namespace }}
namespace: {{ . }}
{{- end }}
labels:
  {{- include "gko.stringMap" (merge (dict) (.labels | default dict) ($root.Values.common.labels | default dict) $labels) | trim | nindent 2 }}
annotations:
  {{- include "gko.stringMap" (merge (dict) (.annotations | default dict) ($root.Values.common.annotations | default dict) $annotations) | trim | nindent 2 }}
{{- end -}}

{{/*
What the operator watches and by which rights, as JSON:
  namespaces     to watch; empty for all
  all            whether that is the whole cluster
  role           kind of the manager's role: ClusterRole, Role (one in each namespace), or empty when the chart can make none
  clusterRights  whether somebody grants what only a ClusterRole can
*/}}
{{- define "gko.scope" -}}
{{- $scope := .Values.manager.scope -}}
{{- $namespaces := $scope.namespaces | default list -}}
{{- if and (not $scope.cluster) (empty $namespaces) -}}
{{- $namespaces = list .Release.Namespace -}}
{{- end -}}
{{- $all := empty $namespaces -}}
{{- $skip := .Values.rbac.skipClusterRoles -}}
{{- $role := ternary "ClusterRole" (ternary "" "Role" $all) (and $scope.cluster (not $skip)) -}}
{{- $rights := or (not $skip) .Values.rbac.existingClusterRoles $all -}}
{{- dict "namespaces" $namespaces "all" $all "role" $role "clusterRights" $rights | toJson -}}
{{- end -}}

{{/* Features as they come out of values and rights; "true" or empty. */}}
{{- define "gko.webhookEnabled" -}}
{{- $webhook := .Values.manager.webhook -}}
{{- if and $webhook.enabled (or (eq $webhook.cert.mode "certManager") (include "gko.scope" . | fromJson).clusterRights) -}}true{{- end -}}
{{- end -}}

{{- define "gko.applyCRDs" -}}
{{- if and .Values.manager.applyCRDs (include "gko.scope" . | fromJson).clusterRights -}}true{{- end -}}
{{- end -}}

{{- define "gko.guardrailsEnabled" -}}
{{- if and .Values.manager.guardrails.enabled (include "gko.scope" . | fromJson).all -}}true{{- end -}}
{{- end -}}

{{/* Whether authors are asked about by SubjectAccessReviews. */}}
{{- define "gko.asksForAuthors" -}}
{{- $admission := .Values.manager.webhook.admission -}}
{{- $scope := include "gko.scope" . | fromJson -}}
{{- $several := or $scope.all (gt (len $scope.namespaces) 1) -}}
{{- if include "gko.webhookEnabled" . -}}
{{- if or (and $several (ne $admission.crossNamespaceReferences "allow")) (has "all" $admission.strict) (has "secret-templates" $admission.strict) -}}true{{- end -}}
{{- end -}}
{{- end -}}

{{- define "gko.webhookConfigurationName" -}}
{{- if .root.Values.manager.webhook.configuration.useAutoUniqueNames -}}
{{- printf "%s-%s" (include "gko.serviceAccountName" .root) .name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- .name -}}
{{- end -}}
{{- end -}}

{{- define "gko.validatingName" -}}
{{- include "gko.webhookConfigurationName" (dict "root" . "name" .Values.manager.webhook.configuration.validatingName) -}}
{{- end -}}

{{- define "gko.mutatingName" -}}
{{- include "gko.webhookConfigurationName" (dict "root" . "name" .Values.manager.webhook.configuration.mutatingName) -}}
{{- end -}}

{{/* The plural names of all kinds, as a JSON list. */}}
{{- define "gko.kinds" -}}
{{- list "apidefinitions" "apiresources" "apiv4definitions" "applications" "dictionaries" "documentations" "groups" "managementcontexts" "notifications" "portallinks" "portallistings" "portals" "sharedpolicygroups" "subscriptions" | toJson -}}
{{- end -}}

{{/* Those that the operator syncs, so that it writes their finalizers and status. */}}
{{- define "gko.syncedKinds" -}}
{{- list "apidefinitions" "apiresources" "apiv4definitions" "managementcontexts" | toJson -}}
{{- end -}}

{{/* Those that are only read one by one when something refers to them: by nobody yet, or by objects that only webhooks look at. */}}
{{- define "gko.listedKinds" -}}
{{- $reviewed := list "applications" "portals" -}}
{{- list "dictionaries" "documentations" "portallinks" "portallistings" "subscriptions" | concat (ternary list $reviewed (eq (include "gko.webhookEnabled" .) "true")) | sortAlpha | toJson -}}
{{- end -}}

{{- define "gko.image" -}}
{{- with .Values.manager.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.Version }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/*
The minor version of Kubernetes 1.x; 1000 for what calls itself otherwise, as builds of one's own do. A kubeVersion in Chart.yaml
would refuse those.
*/}}
{{- define "gko.kubeMinor" -}}
{{- with .Capabilities.KubeVersion -}}
{{- if eq .Major "1" -}}{{ regexFind "^[0-9]+" .Minor }}{{- else -}}1000{{- end -}}
{{- end -}}
{{- end -}}
