/**
 * Reading Skype for Business Server and Exchange, one of each and many, on practice labs with realistic latencies. Each
 * front end is asked for its certificate in a session of its own, and each host for its page; the time must not grow as
 * they do, and no network must take the looks for a flood.
 */
import type { Premises } from '../../../src/core/web';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { practicePorts } from '../../../src/cli/composition';
import { LOOKS_AT_A_TIME } from '../../../src/core/engine/ports';
import { CustomerSession } from '../../../src/core/session';
import {
  openBench,
  runningLab,
  startTestLab,
  testRecord,
} from '../../integration/support/practice';
import type { Row } from './row';
import { ratio, rounded } from './row';

const MANY = { frontEnds: 20, servers: 50 };
/** Reading many may take this many times as long as reading one of each. */
const LIMIT = 4;

interface Reading {
  readonly milliseconds: number;
  readonly trips: number;
  readonly looks: number;
  readonly atATime: number;
}

/** Measures. */
export default async function measure(): Promise<Row[]> {
  const one = await reading({ frontEnds: 1, servers: 1 });
  const many = await reading(MANY);
  const size = `${MANY.frontEnds} front ends and ${MANY.servers} servers`;
  return [
    { name: 'reading 1 front end and 1 server', value: rounded(one.milliseconds), unit: 'ms' },
    { name: `reading ${size}`, value: rounded(many.milliseconds), unit: 'ms' },
    ratio(`reading ${size} to reading 1 of each`, many.milliseconds, one.milliseconds, LIMIT),
    { name: `  round trips of ${size}`, value: many.trips, unit: '' },
    { name: `  looks at hosts of ${size}`, value: many.looks, unit: '' },
    { name: '  looks at a time', value: many.atATime, unit: '', limit: LOOKS_AT_A_TIME },
  ];
}

async function reading(size: { frontEnds: number; servers: number }): Promise<Reading> {
  const lab = await startTestLab({ latency: 'realistic', start: 'sfb-empty', ...size });
  const change = { scenario: 'sfb-server-exchange' } as const;
  const bench = await openBench(lab, change);
  try {
    const record = testRecord(lab, change);
    const store = customerStore(bench.folder, nodeFileSystem);
    const ports = practicePorts(bench.folder, await runningLab(lab), record, store);
    if (ports.premises === undefined) throw new Error('the practice lab is within its network');
    const watched = counting(ports.premises);
    const session = new CustomerSession({
      record,
      ports: { ...ports, premises: watched.premises },
      store,
      productVersion: 'bench',
    });
    await session.load();
    const started = performance.now();
    await session.read();
    const milliseconds = performance.now() - started;
    const calls = await lab.calls();
    const certificates = calls.filter(({ call }) => call === 'Get-CsCertificate');
    if (certificates.length !== size.frontEnds)
      throw new Error(
        `${String(certificates.length)} of ${String(size.frontEnds)} front ends were asked`,
      );
    return { milliseconds, trips: calls.length, ...watched.counts() };
  } finally {
    await bench.remove();
    await lab.stop();
  }
}

/** Counts looks at hosts, and how many were under way together at most. */
function counting(inner: Premises): {
  readonly premises: Premises;
  readonly counts: () => Pick<Reading, 'looks' | 'atATime'>;
} {
  let looks = 0;
  let now = 0;
  let atATime = 0;
  const counted = async <T>(look: () => Promise<T>): Promise<T> => {
    looks += 1;
    now += 1;
    atATime = Math.max(atATime, now);
    try {
      return await look();
    } finally {
      now -= 1;
    }
  };
  return {
    premises: {
      look: (request, options) => counted(() => inner.look(request, options)),
      names: (host, options) => counted(() => inner.names(host, options)),
    },
    counts: () => ({ looks, atATime }),
  };
}
