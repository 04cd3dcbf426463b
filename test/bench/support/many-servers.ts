/**
 * Reading organisations of one server and of many, on practice labs with realistic latencies. Certificates are asked of
 * each server by itself, so that what is read grows with the servers; the time must not grow as they do.
 */
import { openBench, startTestLab } from '../../integration/support/practice';
import type { Row } from './row';
import { ratio, rounded } from './row';

const MANY = 200;
/** Reading many servers may take this many times as long as reading one. */
const LIMIT = 4;

interface Reading {
  readonly milliseconds: number;
  readonly trips: number;
  readonly shells: number;
}

/** Measures. */
export default async function measure(): Promise<Row[]> {
  const one = await reading(1);
  const many = await reading(MANY);
  return [
    { name: 'reading 1 server', value: rounded(one.milliseconds), unit: 'ms' },
    { name: `reading ${MANY} servers`, value: rounded(many.milliseconds), unit: 'ms' },
    ratio(`reading ${MANY} servers to reading 1`, many.milliseconds, one.milliseconds, LIMIT),
    { name: `  round trips of ${MANY} servers`, value: many.trips, unit: '' },
    { name: `  shells for ${MANY} servers`, value: many.shells, unit: '', limit: 10 },
    // A small organisation must not pay for further sessions.
    { name: '  shells for 1 server', value: one.shells, unit: '', limit: 1 },
  ];
}

async function reading(servers: number): Promise<Reading> {
  const lab = await startTestLab({ latency: 'realistic', servers });
  const bench = await openBench(lab);
  try {
    const started = performance.now();
    await bench.session.read();
    const milliseconds = performance.now() - started;
    const calls = await lab.calls();
    const inShells = calls.filter(({ side }) => side === 'exchange');
    const certificates = inShells.filter(({ call }) => call === 'Get-ExchangeCertificate');
    if (certificates.length !== servers) throw new Error('not every server was asked once');
    const shells = new Set(inShells.map(({ shellId }) => shellId)).size;
    return { milliseconds, trips: calls.length, shells };
  } finally {
    await bench.remove();
    await lab.stop();
  }
}
