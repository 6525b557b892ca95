import { isBoundTo } from './is-bound-to.js';

describe('the hosts a credential is bound to', () => {
  it.each<[string, string, number, boolean]>([
    ['api.example.org', 'api.example.org', 443, true],
    ['api.example.org', 'API.example.org.', 8443, true],
    ['api.example.org:443', 'api.example.org', 443, true],
    ['api.example.org:443', 'api.example.org', 80, false],
    ['*.example.org', 'a.b.example.org', 443, true],
    ['*.example.org', 'example.org', 443, false],
    ['*.example.org', 'evilexample.org', 443, false],
    ['*.example.org', 'example.org.evil.net', 443, false],
    ['example.org', 'a.example.org', 443, false],
    ['example.org', 'example.org.evil.net', 443, false],
    ['[::1]:80', '::1', 80, true],
    ['[::1]', '::1', 99, true],
    ['::1', '::1', 99, true],
    ['[::1]:80', '::1', 81, false],
    ['127.0.0.1:80', '127.0.0.1', 80, true],
  ])('%s covers %s:%i: %s', (entry, host, port, covered) => {
    expect(isBoundTo([entry], host, port)).toBe(covered);
  });
  it('is nowhere when there are none', () => expect(isBoundTo([], 'a', 1)).toBe(false));
});
