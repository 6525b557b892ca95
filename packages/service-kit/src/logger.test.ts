import { AppError } from '@agentflow/core';
import { createLogger, type LogLevel } from './logger.js';

const capture = (level: LogLevel = 'info') => {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({
    name: 'tester',
    level,
    stream: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  });
  return { logger, lines };
};

describe('createLogger', () => {
  it('writes one JSON object per line with name, level and time', () => {
    const { logger, lines } = capture();
    logger.info({ port: 8420 }, 'listening');
    expect(lines[0]).toMatchObject({ name: 'tester', level: 'info', message: 'listening', port: 8420 });
    expect(String(lines[0]!.time)).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });
  it('is silent below its level', () => {
    const { logger, lines } = capture('warn');
    logger.info('no');
    logger.warn('yes');
    expect(lines.map((line) => line.message)).toEqual(['yes']);
  });
  it('redacts secrets by name and by look, at any depth, in messages, fields, children and errors', () => {
    const { logger, lines } = capture();
    const key = 'sk-abcdefghijklmnop1234';
    logger
      .child({ authorization: `Bearer ${key}` })
      .info({ request: { headers: { Cookie: key, accept: 'x' }, list: [{ password: 'p4ssw0rd!' }] } }, `called with ${key}`);
    logger.error(
      { err: new AppError('MODEL_FAILED', `refused Bearer ${key}`, { apiKey: key }, { cause: new Error(`http://user:p4ssw0rd!@host/`) }) },
      'failed',
    );
    const text = JSON.stringify(lines);
    expect(text).not.toContain(key);
    expect(text).not.toContain('p4ssw0rd!');
    expect(lines[0]).toMatchObject({ authorization: '[redacted]', request: { headers: { accept: 'x' } } });
    expect(lines[1]).toMatchObject({ err: { code: 'MODEL_FAILED', type: 'AppError', cause: { type: 'Error' } } });
  });
  it('keeps what only looks similar', () => {
    const { logger, lines } = capture();
    logger.info({ inputTokens: 12, tokenCount: 3 }, 'basic usage of bearer things');
    expect(lines[0]).toMatchObject({ inputTokens: 12, tokenCount: 3, message: 'basic usage of bearer things' });
  });
});
