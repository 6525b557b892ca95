/** For pages: scripts of our own files only; antd writes style elements, so styles may be inline. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
export const PAGE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
} as const;

export const LOGIN_LINK_SPENT = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>AgentFlow: this link is spent</title></head>
<body><h1>This login link was used before or has run out</h1>
<p>A link works once, within ten minutes. Start AgentFlow again for a new one, or <a href="/login">log in with an API key</a>:
the first key is in the file <code>admin.key</code> of the data folder.</p></body></html>
`;
