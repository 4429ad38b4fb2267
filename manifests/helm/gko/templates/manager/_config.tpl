{{- define "gko.config.otlp" -}}
{{- with .Values.manager.otlp }}
{{- if .endpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ .endpoint | quote }}
OTEL_EXPORTER_OTLP_PROTOCOL: {{ .protocol | quote }}
OTEL_SERVICE_NAME: {{ .serviceName | quote }}
{{- with .resourceAttributes }}
{{- $pairs := list }}
{{- range $name, $value := . }}{{ $pairs = append $pairs (printf "%s=%s" $name (include "gko.text" $value)) }}{{ end }}
OTEL_RESOURCE_ATTRIBUTES: {{ join "," $pairs | quote }}
{{- end }}
{{- if not .traces }}
OTEL_TRACES_EXPORTER: none
{{- end }}
{{- if not .metrics }}
OTEL_METRICS_EXPORTER: none
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "gko.config.httpClient" -}}
{{- $client := .Values.manager.httpClient -}}
HTTP_CLIENT_TIMEOUT_SECONDS: {{ $client.timeoutSeconds | quote }}
{{- if or $client.insecureSkipCertVerify .Values.httpClient.insecureSkipCertVerify }}
HTTP_CLIENT_INSECURE_SKIP_CERT_VERIFY: "true"
{{- end }}
{{- with $client.trustStore.path }}
HTTP_CLIENT_TRUSTSTORE_PATH: {{ . | quote }}
{{- end }}
{{- with $client.proxy }}
{{- if .enabled }}
HTTP_CLIENT_PROXY_ENABLED: "true"
{{- if .useSystemProxy }}
HTTP_CLIENT_PROXY_USE_SYSTEM_PROXY: "true"
{{- end }}
{{- with .url }}
HTTP_CLIENT_PROXY_URL: {{ . | quote }}
{{- end }}
{{- if not .existingSecret.name }}
{{- with .username }}
HTTP_CLIENT_PROXY_USERNAME: {{ . | quote }}
{{- end }}
{{- with .password }}
HTTP_CLIENT_PROXY_PASSWORD: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "gko.config.webhook" -}}
{{- if include "gko.webhookEnabled" . }}
{{- $webhook := .Values.manager.webhook -}}
ENABLE_WEBHOOK: "true"
WEBHOOK_NAMESPACE: {{ .Release.Namespace | quote }}
WEBHOOK_SERVICE_NAME: {{ $webhook.service.name | quote }}
WEBHOOK_SERVICE_PORT: {{ $webhook.service.targetPort | quote }}
WEBHOOK_CERT_MODE: {{ $webhook.cert.mode | quote }}
WEBHOOK_CERT_SECRET_NAME: {{ $webhook.cert.secret.name | quote }}
WEBHOOK_VALIDATING_CONFIGURATION_NAME: {{ include "gko.validatingName" . | quote }}
WEBHOOK_MUTATING_CONFIGURATION_NAME: {{ include "gko.mutatingName" . | quote }}
{{- with $webhook.admission }}
WEBHOOK_ON_APIM_UNAVAILABLE: {{ .onApimUnavailable | quote }}
WEBHOOK_CROSS_NAMESPACE_REFERENCES: {{ .crossNamespaceReferences | quote }}
WEBHOOK_HRID_COLLISIONS: {{ .hridCollisions | quote }}
{{- with .strict }}
WEBHOOK_STRICT: {{ join "," . | quote }}
{{- end }}
{{- if .checkApiContextPathConflictInCluster }}
CHECK_API_CONTEXT_PATH_CONFLICT_IN_CLUSTER: "true"
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "gko.config.controllers" -}}
{{- with .Values.ingress }}
ENABLE_INGRESS: {{ .controller.enabled | quote }}
INGRESS_CLASSES: {{ join "," .ingressClasses | quote }}
{{- with index .templates "404" }}
{{- with .name }}
TEMPLATE_404_CONFIG_MAP_NAME: {{ . | quote }}
{{- end }}
{{- with .namespace }}
TEMPLATE_404_CONFIG_MAP_NAMESPACE: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.gatewayAPI }}
{{- if .controller.enabled }}
ENABLE_GATEWAY_API: "true"
APPLY_GATEWAY_API_CRDS: {{ .applyCRDs | quote }}
GATEWAY_API_SKIP_API_DEFINITION: {{ .controller.skipAPIDefinition | quote }}
GATEWAY_API_MATCH_ACROSS_ROUTES: {{ .controller.matchAcrossRoutes | quote }}
{{- end }}
{{- end }}
{{- end -}}
