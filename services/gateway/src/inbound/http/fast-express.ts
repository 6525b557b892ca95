import { IncomingMessage, ServerResponse, type ServerOptions } from 'node:http';
import express, { type Express } from 'express';

/** An express application and the options its `http.Server` must be created with. */
export interface FastExpress {
  readonly app: Express;
  readonly serverOptions: Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>;
}

/**
 * Express sets the prototypes of every request and response to `app.request` and `app.response`, which ruins the engine's inline caches
 * on Node 20. Here the server constructs its messages from subclasses whose prototypes *are* these two, so that setting them changes
 * nothing: as fast as bare `node:http`.
 */
export function createFastExpress(): FastExpress {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  class FastRequest extends IncomingMessage {}
  class FastResponse extends ServerResponse<FastRequest> {}
  graft(FastRequest.prototype, express.request, app.request);
  graft(FastResponse.prototype, express.response, app.response);
  app.request = FastRequest.prototype as unknown as Express['request'];
  app.response = FastResponse.prototype as unknown as Express['response'];
  return { app, serverOptions: { IncomingMessage: FastRequest, ServerResponse: FastResponse as unknown as typeof ServerResponse } };
}

/** Puts express's shared methods behind `prototype` and the application's own properties on it. */
function graft(prototype: object, shared: object, own: object): void {
  const properties = Object.getOwnPropertyDescriptors(own);
  Object.setPrototypeOf(prototype, shared);
  Object.defineProperties(prototype, properties);
}
