import { addressShape, degradationShape, masterKeyShape, processShape, secretText, serverShapes } from '@agentflow/service-kit';
import { z } from 'zod';

/** What the gateway reads from the environment beyond host, port and folder, which it shares with the platform. */
export const gatewayEnvironment = z.object({
  /** How callers from outside reach it, if that differs from host and port. */
  AGENTFLOW_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** More names that requests may come by (Host, Origin), with commas: `name` or `name:port`. */
  AGENTFLOW_ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    )
    .refine(
      (names) => names.every((name) => /^[A-Za-z0-9.-]+(:\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](:\d{1,5})?$/.test(name)),
      'must be names or name:port, with commas',
    ),
});

/** The same as a process of its own; `/health`, `/ready` and `/metrics` are on its one port. */
export const gatewayProcessConfig = z.object({
  ...processShape,
  /** 0: any free port. */
  AGENTFLOW_PORT: z.coerce.number().int().min(0).max(65_535).default(8420),
  ...gatewayEnvironment.shape,
  /** Where `admin.key` is kept, unless AGENTFLOW_ADMIN_KEY is set. */
  AGENTFLOW_DATA: z.string().default('./.agentflow'),
  /** The first key, `af_default_` and at least 20 letters, digits, `_` or `-`: for gateways that share no folder. */
  AGENTFLOW_ADMIN_KEY: secretText()
    .refine((key) => /^af_default_[A-Za-z0-9_-]{20,200}$/.test(key.reveal()), 'must be af_default_ and 20 to 200 letters, digits, _ or -')
    .optional(),
  /** `off`: an installation's first start does not run an example. */
  AGENTFLOW_SEED: z.enum(['on', 'off']).default('on'),
  ...masterKeyShape,
  ...degradationShape,
  ...serverShapes.mongodb,
  ...serverShapes.redis,
  ...addressShape.designer,
  ...addressShape.scheduler,
  ...addressShape.metrics,
});
/** What the gateway needs to know. Sizes in bytes. */
export interface GatewayConfig {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Where `admin.key` lies; `null`: keys come from elsewhere. */
  readonly dataDir: string | null;
  /** The first key, in place of one that is made and kept in `dataDir`. */
  readonly adminKey?: string | undefined;
  readonly mode: 'embedded' | 'cluster';
  /** How the gateway is reached from outside, e.g. `https://flows.example.com`. Default: `http://<host>:<port>`. */
  readonly publicUrl?: string | undefined;
  /** More names for the Host header and Origin, `name` or `name:port`. */
  readonly allowedHosts?: readonly string[];
  /** Bodies of definitions and everything small. */
  readonly maxBodyBytes?: number;
  /** Bodies that may carry a value of an execution. */
  readonly maxValueBytes?: number;
  /** An export that is imported, as a whole. */
  readonly maxExportBytes?: number;
  /** Requests under way at once; more are answered 503. */
  readonly maxInFlight?: number;
  /** Event streams and WebSockets open at once. */
  readonly maxLiveConnections?: number;
  /** How often open streams and sockets are looked after: what is said of them in seconds is counted in these. Milliseconds; shorter in tests. */
  readonly liveTickMs?: number;
}
/** The limits of a definition and of a value (CONTRACT 1), with room for what is around them. */
export const DEFAULTS = {
  maxBodyBytes: 2 * 1024 * 1024 + 64 * 1024,
  maxValueBytes: 16 * 1024 * 1024 + 64 * 1024,
  maxExportBytes: 64 * 1024 * 1024,
  maxInFlight: 10_000,
  maxLiveConnections: 5_000,
  liveTickMs: 1_000,
} as const;
