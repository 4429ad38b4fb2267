{{/* What the operator does in the namespaces it watches, or in the whole cluster. */}}
{{- define "gko.managerRules" -}}
{{- $kinds := include "gko.kinds" . | fromJsonArray -}}
{{- $listed := include "gko.listedKinds" . | fromJsonArray -}}
{{- $synced := include "gko.syncedKinds" . | fromJsonArray -}}
{{- $guardrails := include "gko.guardrailsEnabled" . -}}
{{- if $guardrails -}}
{{- $kinds = append $kinds "apiguardrails" -}}
{{- end -}}
- apiGroups:
    - gravitee.io
  resources:
    {{- range $kinds }}
    {{- if not (has . $listed) }}
    - {{ . }}
    {{- end }}
    {{- end }}
  verbs:
    - get
    - list
    - watch
# They are watched; nothing looks for a single one.
- apiGroups:
    - gravitee.io
  resources:
    {{- toYaml $listed | nindent 4 }}
  verbs:
    - list
    - watch
# Finalizers.
- apiGroups:
    - gravitee.io
  resources:
    {{- toYaml $synced | nindent 4 }}
  verbs:
    - patch
- apiGroups:
    - gravitee.io
  resources:
    {{- range $synced }}
    - {{ . }}/status
    {{- end }}
    {{- if $guardrails }}
    - apiguardrails/status
    {{- end }}
  verbs:
    - patch
# Credentials and templates are read; patched is what the operator before this one has marked, to take the marks off.
- apiGroups:
    - ""
  resources:
    - secrets
  verbs:
    - get
    - list
    - watch
    - patch
# Gateways of the cluster read APIs from ConfigMaps.
- apiGroups:
    - ""
  resources:
    - configmaps
  verbs:
    - get
    - list
    - watch
    - create
    - update
    - patch
    - delete
- apiGroups:
    - ""
  resources:
    - events
  verbs:
    - create
    - patch
# Whether a namespace is on its way out{{ if $guardrails }}, and labels that guardrails select by{{ end }}.
- apiGroups:
    - ""
  resources:
    - namespaces
  verbs:
    - get
    {{- if $guardrails }}
    - list
    - watch
    {{- end }}
{{- if .Values.ingress.controller.enabled }}
# Whether an API that is a template is still in use.
- apiGroups:
    - networking.k8s.io
  resources:
    - ingresses
  verbs:
    - list
{{- end }}
{{- end -}}

{{/* What webhooks take beyond the namespaces; empty when nothing, or when no ClusterRole is wanted. */}}
{{- define "gko.admissionRules" -}}
{{- if and .Values.rbac.create (not .Values.rbac.skipClusterRoles) (include "gko.webhookEnabled" .) -}}
{{- if ne .Values.manager.webhook.cert.mode "certManager" }}
# The certificates to trust.
- apiGroups:
    - admissionregistration.k8s.io
  resources:
    - validatingwebhookconfigurations
  resourceNames:
    - {{ include "gko.validatingName" . }}
  verbs:
    - get
    - list
    - watch
    - patch
- apiGroups:
    - admissionregistration.k8s.io
  resources:
    - mutatingwebhookconfigurations
  resourceNames:
    - {{ include "gko.mutatingName" . }}
  verbs:
    - get
    - list
    - watch
    - patch
{{- end }}
{{- if include "gko.asksForAuthors" . }}
# Whether authors may read what they refer to.
- apiGroups:
    - authorization.k8s.io
  resources:
    - subjectaccessreviews
  verbs:
    - create
{{- end }}
{{- end -}}
{{- end -}}

{{/* A binding of an own role to the operator's account: root, kind and name of the role, optionally namespace. */}}
{{- define "gko.binding" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ ternary "RoleBinding" "ClusterRoleBinding" (hasKey . "namespace") }}
metadata:
  {{- $bound := dict "root" .root "name" (printf "%s-binding" .name) -}}
  {{- with .namespace }}{{ $_ := set $bound "namespace" . }}{{ end -}}
  {{- include "gko.metadata" $bound | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ .kind }}
  name: {{ .name }}
subjects:
  - kind: ServiceAccount
    name: {{ include "gko.serviceAccountName" .root }}
    namespace: {{ .root.Release.Namespace }}
{{- end -}}
