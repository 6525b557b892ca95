import { apiOf, newFolder, startProduct } from './product.mjs';

/** The built product on a folder and a port of its own that can be killed, as by a power cut, and started again in the same place. */
export async function startRestartable(env = {}) {
  const data = newFolder();
  let running = await startProduct({ data, env });
  const { url, key } = running;
  return {
    url,
    key,
    /** The one-time link of the latest start. */
    link: () => running.link,
    async start() {
      running = await startProduct({ data, port: new URL(url).port, env });
    },
    kill: () => running.kill(),
    api: apiOf(url, key),
    stop: () => running.stop(),
  };
}
