/** One of two processes that write the same log: `log-worker DATA NAME COUNT`. */
import { fileLog } from '../../../src/adapters/logging/file-log';

const [data = '', name = '', count = '0'] = process.argv.slice(2);
const log = fileLog(data, () => new Date());
for (let turn = 0; turn < Number(count); turn += 1)
  log.error('bug', { correlation: `${name}-${String(turn)}`, stack: 'at x '.repeat(1_500) });
