import type { IncomingMessage, ServerResponse } from 'node:http';
import { PAGE_HEADERS } from './pages.js';

const RETRY_SECONDS = 60;
const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${RETRY_SECONDS}"><title>AgentFlow: maintenance</title>
<style>body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f5f7fa;color:#1f2733;font:16px/1.6 system-ui,sans-serif}
main{max-width:34rem;padding:2rem}h1{font-size:1.5rem;margin:0 0 .5rem}p{margin:.25rem 0 1rem}small{color:#5b6675}
@media (prefers-color-scheme:dark){body{background:#12161c;color:#e6eaf0}small{color:#9aa5b4}}</style></head>
<body><main><h1>AgentFlow is under maintenance</h1>
<p>Nothing is lost: executions that were accepted are kept, schedules and webhooks wait. This page looks again every minute.</p>
<section lang="zh-CN"><h1>AgentFlow 正在维护</h1>
<p>数据没有丢失：已接受的执行都已保存，定时任务与 Webhook 在等待。本页每分钟自动刷新。</p></section>
<small>HTTP 503 · GET /health · GET /api/v1/degradation</small></main></body></html>
`;

/** Whether a person's browser asks for a page. */
export const wantsPage = ({ method, headers }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') && /text\/html/.test(headers.accept ?? '');

/** What people see at level 4 instead of the web. */
export function sendMaintenancePage(req: IncomingMessage, res: ServerResponse): void {
  res.writeHead(503, {
    ...PAGE_HEADERS,
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(PAGE),
    'cache-control': 'no-store',
    'retry-after': String(RETRY_SECONDS),
  });
  res.end(req.method === 'HEAD' ? undefined : PAGE);
}
