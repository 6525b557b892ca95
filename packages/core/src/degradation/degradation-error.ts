import { AppError } from '../errors/app-error.js';
import { DEGRADED_FROM, type DegradationLevel } from './degradation-level.js';

/** When to ask again, seconds: a step down takes a calm minute. */
const RETRY_AFTER_SECONDS = { degraded: 30, maintenance: 60 };

/** What is told to whoever asks for something that this level does not do. */
export function degradationError(level: DegradationLevel): AppError {
  if (level >= DEGRADED_FROM.maintenance) {
    return new AppError(
      'MAINTENANCE',
      'the platform is under maintenance and answers nothing for now',
      { level, sent: false },
      { retryAfterSeconds: RETRY_AFTER_SECONDS.maintenance },
    );
  }
  return new AppError(
    'DEGRADED',
    `the platform is degraded (level ${level}): what is there can be read and what runs goes on, but nothing new is started or changed for now`,
    { level, sent: false },
    { retryAfterSeconds: RETRY_AFTER_SECONDS.degraded },
  );
}
