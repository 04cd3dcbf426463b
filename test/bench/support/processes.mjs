/** Memory of a tree of processes, as Linux tells it. */
import { readFileSync, readdirSync } from 'node:fs';

/**
 * A process and all below it.
 * @param {number} root
 * @returns {number[]}
 */
export function processTree(root) {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))]),
  );
  const tree = new Set([root]);
  // A set also visits what is added while it is walked.
  for (const process of tree) {
    for (const [child, parent] of parents) if (parent === process) tree.add(child);
  }
  return [...tree];
}

/** @param {number} process */
function parentOf(process) {
  // The name stands in brackets and may hold anything; what follows it are state and parent.
  const text = readOrNothing(`/proc/${process}/stat`);
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
}

/**
 * Proportional set size in MB: memory that several processes share is counted once.
 * @param {readonly number[]} processes
 */
export function memoryOf(processes) {
  const kilobytes = processes.map((process) => {
    const [, size = '0'] =
      /^Pss:\s+(\d+) kB/m.exec(readOrNothing(`/proc/${process}/smaps_rollup`)) ?? [];
    return Number(size);
  });
  return kilobytes.reduce((sum, size) => sum + size, 0) / 1024;
}

/** @param {string} file of a process that may be gone by now */
function readOrNothing(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
