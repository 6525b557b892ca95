import { credentialHost } from './credential-host.js';

it.each([
  ['api.example.org', 'api.example.org'],
  [' API.Example.ORG. ', 'api.example.org'],
  ['api.example.org:8443', 'api.example.org:8443'],
  ['*.example.org', '*.example.org'],
  ['*.example.org:443', '*.example.org:443'],
  ['localhost:11434', 'localhost:11434'],
  ['10.0.0.1:80', '10.0.0.1:80'],
  ['[::1]:8080', '[::1]:8080'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['my_service.internal', 'my_service.internal'],
])('keeps %j as %j', (text, host) => {
  expect(credentialHost(text)).toBe(host);
});
it.each([
  '',
  '*',
  '*.',
  '*.org',
  '*.10.0.0.1',
  'https://example.org',
  'example.org/',
  'example.org/path',
  'user@example.org',
  'example.org:0',
  'example.org:70000',
  'example.org:',
  ':80',
  'exa mple.org',
  'a..b',
  '-a.example',
  'example.org?x',
  'example.org#x',
  'example.org\\@evil.example',
  '0x7f.0.0.1',
  '2130706433',
  '[::1',
  'a.*.example.org',
  '**.example.org',
  'a'.repeat(300),
  'a%2eexample.org',
  7,
  null,
  undefined,
  {},
])('refuses %j', (text) => {
  expect(credentialHost(text)).toBeNull();
});
