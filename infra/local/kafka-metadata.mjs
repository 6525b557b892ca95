import { connect } from 'node:net';

const METADATA = 3;
const VERSION = 1;
const text = (value) => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
function request() {
  const head = Buffer.alloc(8);
  head.writeInt16BE(METADATA, 0);
  head.writeInt16BE(VERSION, 2);
  const noTopics = Buffer.alloc(4);
  const body = Buffer.concat([head, text('agentflow'), noTopics]);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}
/** Ports of the brokers of an answer: [node int32, host string, port int32, rack nullable string] each. */
function brokerPorts(answer) {
  let at = 8;
  const ports = [];
  const count = answer.readInt32BE(at);
  at += 4;
  for (let n = 0; n < count; n++) {
    at += 4;
    at += 2 + answer.readInt16BE(at);
    ports.push(answer.readInt32BE(at));
    at += 4;
    at += 2 + Math.max(0, answer.readInt16BE(at));
  }
  return ports;
}

/** Asks a broker which brokers it knows to be alive (Kafka protocol, Metadata v1): their ports; none where it does not answer within `timeoutMs`. */
export const kafkaBrokers = (port, timeoutMs = 2000) =>
  new Promise((resolve) => {
    let got = Buffer.alloc(0);
    const socket = connect(port, '127.0.0.1', () => socket.write(request()));
    const end = (ports) => (socket.destroy(), resolve(ports));
    socket.setTimeout(timeoutMs, () => end([]));
    socket.on('error', () => end([])).on('close', () => end([]));
    socket.on('data', (more) => {
      got = Buffer.concat([got, more]);
      if (got.length >= 4 && got.length >= 4 + got.readInt32BE(0)) end(brokerPorts(got));
    });
  });
