import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface LosingProxy {
  readonly address: string;
  /** Answers that were lost. */
  readonly lost: number;
  /** Lets the next `count` commands that hold `marker` reach the server, and tears the connection in place of their answers. */
  loseNext(marker: Buffer, count: number): void;
  close(): Promise<void>;
}
/** How an insert into this collection looks on the wire: the first field of a BSON document. */
export function insertInto(collection: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32LE(collection.length + 1);
  return Buffer.concat([Buffer.from('\x02insert\0'), length, Buffer.from(`${collection}\0`)]);
}
/** A proxy in front of a server that lets requests through and loses answers: what a client sees that dies with a write on its way. */
export async function createLosingProxy(host: string, port: number): Promise<LosingProxy> {
  const sockets = new Set<Socket>();
  let wanted: { marker: Buffer; left: number } = { marker: Buffer.alloc(0), left: 0 };
  let lost = 0;
  const server = createServer((client) => {
    const target = connect(port, host);
    let losing = false;
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          client.destroy();
          target.destroy();
        });
    }
    client.on('data', (piece: Buffer) => {
      if (wanted.left > 0 && piece.includes(wanted.marker)) {
        wanted.left--;
        losing = true;
      }
      target.write(piece);
    });
    target.on('data', (piece: Buffer) => {
      if (!losing) return void client.write(piece);
      lost++;
      client.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get lost() {
      return lost;
    },
    loseNext(marker, count) {
      wanted = { marker, left: count };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
