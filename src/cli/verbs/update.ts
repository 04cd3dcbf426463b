/** `update check|download`: asks the feed, and fetches the package into the folder of `--out`. Installs nothing. */
import { resolve } from 'node:path';
import { nodeFileSystem } from '../../adapters/storage/file-system';
import { systemClock } from '../../adapters/system/crypto';
import { createNodeHttp, type HttpSend } from '../../adapters/tenant';
import { downloadUpdate } from '../../adapters/update/download';
import { askFeed } from '../../adapters/update/feed';
import { UPDATE_KEY } from '../../adapters/update/key';
import { createNodeStream } from '../../adapters/update/node-stream';
import type { OpenStream } from '../../adapters/update/stream';
import { CodedError, appError } from '../../shared/errors';
import type { UpdateAnswer } from '../../shared/update';
import type { ExitCode } from '../exit-codes';
import { EXIT } from '../exit-codes';
import type { Output } from '../output';
import { chosenSettings } from '../settings';
import { PRODUCT_VERSION, type Invocation } from '../workplace';
import { oneOf, wrongUse } from '../wrong-use';

/** What a look and a download are made with. */
export interface UpdateTools {
  readonly publicKey: string;
  readonly running: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly now: () => Date;
  readonly http: (hosts: readonly string[]) => HttpSend;
  readonly stream: (hosts: readonly string[]) => OpenStream;
}

const REAL: UpdateTools = {
  publicKey: UPDATE_KEY,
  running: PRODUCT_VERSION,
  platform: process.platform,
  arch: process.arch,
  now: () => systemClock.now(),
  http: (hosts) => createNodeHttp({ hosts }),
  stream: (hosts) => createNodeStream({ hosts }),
};

type Line = Pick<Invocation, 'words' | 'json' | 'out' | 'data' | 'policyInForce'>;

/** 0: this is the newest, or the package is there. 2: there is a newer one. */
export async function updateVerb(
  line: Line,
  out: Output,
  tools: UpdateTools = REAL,
): Promise<ExitCode> {
  const [what = 'check', ...more] = line.words;
  const verb = oneOf(what, ['check', 'download'], 'update');
  if (more[0] !== undefined) throw wrongUse(more[0]);
  if ((verb === 'download') !== (line.out !== undefined))
    throw wrongUse('update download --out DIR');
  const { updateFeed: feed, updates } = await chosenSettings(line.data, line.policyInForce);
  if (updates === 'off') throw new CodedError(appError('HX-UPDOFF'));
  const answer = await askFeed({ ...tools, feed, now: tools.now() });
  const isWanted = verb === 'download' && answer.kind === 'newer' && answer.file !== null;
  const file = isWanted ? await fetched(feed, answer.file, line.out ?? '', out, tools) : null;
  if (line.json) out.json({ ...answer, saved: file });
  else tell(answer, file, out);
  return answer.kind === 'current' || file !== null ? EXIT.done : EXIT.pending;
}

async function fetched(
  feed: string,
  file: Parameters<typeof downloadUpdate>[0]['file'],
  folder: string,
  out: Output,
  { stream }: UpdateTools,
): Promise<string> {
  const stop = new AbortController();
  const onStop = (): void => stop.abort();
  process.once('SIGINT', onStop);
  const onProgress = (got: number): void => out.progress(got, file.size, file.name);
  try {
    return await downloadUpdate({
      feed,
      file,
      folder: resolve(folder),
      fs: nodeFileSystem,
      open: stream,
      signal: stop.signal,
      onProgress,
    });
  } finally {
    process.off('SIGINT', onStop);
    out.endProgress();
  }
}

function tell(answer: UpdateAnswer, saved: string | null, out: Output): void {
  const { t } = out.translator;
  const { version } = answer;
  if (answer.kind === 'current') {
    out.line(t('cli.update.current', { version }));
    return;
  }
  out.line(t('cli.update.newer', { version }));
  if (answer.file === null) out.line(t('cli.update.no-file'));
  else if (saved === null) out.line(`  ${answer.file.name}  SHA-256 ${answer.file.sha256}`);
  else {
    out.line(t('cli.saved', { file: saved }));
    out.line(t('cli.update.install'));
  }
}
