import { readSecret } from './credential-types.js';

it('gives the secret the form its type asks for', () => {
  expect(readSecret('bearer', { token: ' t ' })).toBe('t');
  expect(readSecret('basic', { username: 'u', password: 'p', token: 'x' })).toEqual({ username: 'u', password: 'p' });
  expect(readSecret('smtp', { host: 'h', port: '587', user: '' })).toEqual({ host: 'h', port: 587 });
  expect(readSecret('model', { apiKey: 'k' })).toEqual({ apiKey: 'k' });
});
