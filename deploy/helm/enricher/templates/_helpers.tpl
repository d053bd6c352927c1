{{- define "enricher.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "enricher.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "enricher.labels" -}}
{{ include "enricher.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: enricher
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "enricher.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "enricher.name" .) -}}
{{- end -}}

{{- define "enricher.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "enricher.container" -}}
image: {{ include "enricher.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  capabilities:
    drop: [ALL]
{{- end -}}

{{- define "enricher.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* How to reach NATS as a user: dict "root" $ "auth" … "inboxPrefix" … */}}
{{- define "enricher.env" -}}
{{- $auth := .auth -}}
- name: ENRICHER_NATS
  value: {{ join "," .root.Values.nats.urls | quote }}
- name: ENRICHER_INBOX_PREFIX
  value: {{ .inboxPrefix | quote }}
{{- if eq $auth.method "creds" }}
- name: ENRICHER_CREDS
  value: /run/secrets/nats/{{ $auth.keys.creds }}
{{- else if eq $auth.method "nkey" }}
- name: ENRICHER_NKEY
  value: /run/secrets/nats/{{ $auth.keys.nkey }}
{{- else if eq $auth.method "password" }}
- name: ENRICHER_USER
  valueFrom:
    secretKeyRef:
      name: {{ $auth.secret }}
      key: {{ $auth.keys.user }}
- name: ENRICHER_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ $auth.secret }}
      key: {{ $auth.keys.password }}
{{- else if eq $auth.method "token" }}
- name: ENRICHER_TOKEN
  valueFrom:
    secretKeyRef:
      name: {{ $auth.secret }}
      key: {{ $auth.keys.token }}
{{- end }}
{{- with .root.Values.nats.tls }}
{{- if .secret }}
- name: ENRICHER_TLS_CA
  value: /run/secrets/tls/{{ .ca }}
{{- if .client }}
- name: ENRICHER_TLS_CERT
  value: /run/secrets/tls/{{ .cert }}
- name: ENRICHER_TLS_KEY
  value: /run/secrets/tls/{{ .key }}
{{- end }}
{{- end }}
{{- end }}
{{- range $flag, $value := .root.Values.settings }}
- name: ENRICHER_{{ $flag | upper | replace "-" "_" }}
  value: {{ ternary (int64 $value | toString) (toString $value) (kindIs "float64" $value) | quote }}
{{- end }}
{{- end -}}

{{- define "enricher.mounts" -}}
{{- if has .auth.method (list "creds" "nkey") }}
- name: nats
  mountPath: /run/secrets/nats
  readOnly: true
{{- end }}
{{- if .root.Values.nats.tls.secret }}
- name: tls
  mountPath: /run/secrets/tls
  readOnly: true
{{- end }}
{{- end -}}

{{- define "enricher.volumes" -}}
{{- if has .auth.method (list "creds" "nkey") }}
- name: nats
  secret:
    secretName: {{ .auth.secret }}
    defaultMode: 0440
    items:
      - key: {{ get .auth.keys .auth.method }}
        path: {{ get .auth.keys .auth.method }}
{{- end }}
{{- with .root.Values.nats.tls }}
{{- if .secret }}
- name: tls
  secret:
    secretName: {{ .secret }}
    defaultMode: 0440
{{- end }}
{{- end }}
{{- end -}}
