import { readTracingConfig } from './tracing-config.js';

const read = (env: { [name: string]: string }) => readTracingConfig(env);
it('asks for nothing unless the environment does', () => {
  expect(read({})).toBeNull();
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })).toBeNull();
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_TRACES_EXPORTER: 'none' })).toBeNull();
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_SDK_DISABLED: 'true' })).toBeNull();
});
it('sends traces to the common endpoint, or to their own as it stands', () => {
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/' })?.url).toBe('http://c:4318/v1/traces');
  expect(read({ OTEL_TRACES_EXPORTER: 'otlp' })?.url).toBe('http://localhost:4318/v1/traces');
  expect(read({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://c/in', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://d' })?.url).toBe('https://c/in');
});
it('reads headers, attributes and the sampler', () => {
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318',
    OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20b, x=1',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test,odd',
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.25',
  };
  expect(read(env)).toMatchObject({
    headers: { 'api-key': 'a b', x: '1' },
    resource: { 'deployment.environment.name': 'test' },
    sampler: 'parentbased_traceidratio',
    ratio: 0.25,
  });
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' })).toMatchObject({ sampler: 'parentbased_always_on', ratio: 1 });
});
it.each([
  ['OTEL_TRACES_EXPORTER', 'zipkin'],
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'c:4318'],
  ['OTEL_TRACES_SAMPLER', 'jaeger_remote'],
])('refuses %s=%s by name', (name, value) => {
  expect(() => read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', [name]: value })).toThrow(name);
});
it('refuses a share beyond all', () => {
  expect(() => read({ OTEL_TRACES_EXPORTER: 'otlp', OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '2' })).toThrow(
    'OTEL_TRACES_SAMPLER_ARG',
  );
});
