/** A PowerShell process as a person's terminal would have it: lines in, text out, nothing in between. */
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const TEST_COMMANDS = join(
  import.meta.dirname,
  '../../integration/powershell/support/Test.Commands.psm1',
);

/** One raw process with the test commands in it. */
export class RawPowerShell {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private text = '';
  private marks = 0;
  private onMark: () => void = () => undefined;

  constructor(executable: string) {
    const options = ['-NoLogo', '-NoProfile', '-NonInteractive', '-NoExit', '-Command', '-'];
    this.child = spawn(executable, options, { stdio: ['pipe', 'pipe', 'ignore'] });
    this.child.stdout.setEncoding('utf8').on('data', (part: string) => {
      this.text += part;
      if (!this.text.includes(`mark${this.marks}\n`)) return;
      this.text = '';
      this.onMark();
    });
    this.child.stdin.write(`Import-Module '${TEST_COMMANDS}'\n`);
  }

  /** Types a line; resolves when it is over. */
  run(line: string): Promise<void> {
    this.marks += 1;
    return new Promise((resolve) => {
      this.onMark = resolve;
      this.child.stdin.write(`${line}\n[Console]::Out.WriteLine("mark${this.marks}")\n`);
    });
  }

  /** Ends it. */
  end(): void {
    this.child.stdin.end();
    this.child.kill();
  }
}
