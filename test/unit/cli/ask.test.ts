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

  it.each([
    ['an arrow', ['ab', '\u001b[A', 'c']],
    ['an arrow of another mode', ['ab\u001bOBc']],
    ['an arrow with Ctrl', ['ab\u001b[1;5Dc']],
    ['Delete', ['ab\u001b[3~c']],
    ['an arrow that comes in parts', ['ab', '\u001b', '[', 'A', 'c']],
    ['two arrows at once', ['a\u001b[A\u001b[Bbc']],
    ['a tab', ['a\tbc']],
    ['Alt and a key', ['ab\u001bxc']],
  ])('%s is no part of it', async (_key, keys) => {
    expect(await ask(...keys, '\r').answer).toBe('abc');
  });

  it('keeps brackets and letters of any script', async () => {
    expect(await ask('[A~O密é', '\r').answer).toBe('[A~O密é');
  });

  it('ends with Enter also within a sequence', async () => {
    expect(await ask('ab', '\u001b', '\r').answer).toBe('ab');
  });

  it('is not given when the person cancels', async () => {
    const { answer, terminal } = ask('secret', '\u0003');
    expect(await answer).toBeUndefined();
    expect(terminal.raw).toBe(false);
  });
});
