import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { askHidden } from '../../../src/cli/ask';

class Terminal extends EventEmitter {
  raw = false;
  setRawMode(on: boolean): this {
    this.raw = on;
    return this;
  }
  setEncoding(): this {
    return this;
  }
  resume(): this {
    return this;
  }
  pause(): this {
    return this;
  }
}

function ask(...keys: readonly string[]) {
  const terminal = new Terminal();
  let shown = '';
  const answer = askHidden(terminal, { write: (text) => (shown += text) }, 'Password: ');
  const wasRaw = terminal.raw;
  for (const key of keys) terminal.emit('data', key);
  return { answer, wasRaw, terminal, shown: () => shown };
}

describe('a password on the terminal', () => {
  it('is read without being shown', async () => {
    const { answer, wasRaw, terminal, shown } = ask('Pa5', '5', ' "w0', 'rd"', '\r');
    expect(await answer).toBe('Pa55 "w0rd"');
    expect(wasRaw).toBe(true);
    expect(terminal.raw).toBe(false);
    expect(terminal.listenerCount('data')).toBe(0);
    expect(shown()).toBe('Password: \n');
  });

  it('can be corrected', async () => {
    expect(await ask('abX', '\u007f', 'c', '\n').answer).toBe('abc');
  });

  it('is not given when the person cancels', async () => {
    const { answer, terminal } = ask('secret', '\u0003');
    expect(await answer).toBeUndefined();
    expect(terminal.raw).toBe(false);
  });
});
