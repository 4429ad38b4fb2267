{{/*
A webhook but for its name: root, kind in lower case, path (validate or mutate), operations. The operator, or the injector of
cert-manager, owns clientConfig.caBundle; it is left out so that nobody sees a difference.
*/}}
{{- define "gko.webhook" -}}
{{- $webhook := .root.Values.manager.webhook -}}
{{- $timeout := int .root.Values.manager.httpClient.timeoutSeconds -}}
admissionReviewVersions:
  - v1
clientConfig:
  service:
    name: {{ $webhook.service.name }}
    namespace: {{ .root.Release.Namespace }}
    path: /{{ .path }}-gravitee-io-v1alpha1-{{ .kind }}
    port: {{ $webhook.service.port }}
failurePolicy: {{ $webhook.configuration.failurePolicy }}
matchPolicy: Equivalent
namespaceSelector:
  {{- include "gko.webhookNamespaces" .root | nindent 2 }}
objectSelector: {}
{{- if and $webhook.configuration.matchConditions (ge (int (include "gko.kubeMinor" .root)) 28) }}
matchConditions:
  - name: not-under-deletion
    expression: "oldObject == null || !has(oldObject.metadata.deletionTimestamp) || (object != null && (has(object.spec) != has(oldObject.spec) || (has(object.spec) && object.spec != oldObject.spec)))"
  - name: not-by-exempt-user
    expression: request.userInfo.username != "system:serviceaccount:{{ .root.Release.Namespace }}:{{ include "gko.serviceAccountName" .root }}"
{{- end }}
rules:
  - apiGroups:
      - gravitee.io
    apiVersions:
      - v1alpha1
    operations:
      {{- toYaml .operations | nindent 6 }}
    resources:
      - {{ include "gko.plural" .kind }}
    scope: "*"
sideEffects: None
{{- /* No limit for APIM leaves what the API server allows at most. */}}
timeoutSeconds: {{ ternary 30 (min (add $timeout 5) 30) (eq $timeout 0) }}
{{- end -}}

{{- define "gko.plural" -}}
{{- if hasSuffix "y" . -}}{{ trimSuffix "y" . }}ies{{- else -}}{{ . }}s{{- end -}}
{{- end -}}

{{/* Nothing is intercepted that the operator does not watch. */}}
{{- define "gko.webhookNamespaces" -}}
{{- $scope := include "gko.scope" . | fromJson -}}
{{- $namespaces := $scope.namespaces -}}
{{- if and $scope.all .Values.manager.webhook.configuration.useAutoUniqueNames -}}
{{- $namespaces = list .Release.Namespace -}}
{{- end -}}
{{- if $namespaces -}}
matchExpressions:
  - key: kubernetes.io/metadata.name
    operator: In
    values:
      {{- sortAlpha $namespaces | toYaml | nindent 6 }}
{{- else -}}
{}
{{- end -}}
{{- end -}}

{{- define "gko.webhookAnnotations" -}}
{{- $webhook := .Values.manager.webhook -}}
{{- $annotations := merge (dict) ($webhook.configuration.annotations | default dict) -}}
{{- if eq $webhook.cert.mode "certManager" -}}
{{- $_ := set $annotations "cert-manager.io/inject-ca-from" (printf "%s/%s" .Release.Namespace $webhook.service.name) -}}
{{- end -}}
{{- toYaml $annotations -}}
{{- end -}}
