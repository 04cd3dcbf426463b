/** A run with its course in the log: everything that is sent for it carries its id. */
import { applyPlan, resumeRun } from './apply';
import type { RunEnd, RunEvent, RunRequest } from './run-types';

/** Applies a plan from its start. */
export function applyLogged(request: RunRequest): Promise<RunEnd> {
  return logged(request, applyPlan);
}

/** Goes on with a run that was interrupted. */
export function resumeLogged(request: RunRequest): Promise<RunEnd> {
  return logged(request, resumeRun);
}

function logged(request: RunRequest, start: typeof applyPlan): Promise<RunEnd> {
  const { run, ports } = request;
  const work = (): Promise<RunEnd> => follow(request, start);
  return ports.log.within?.({ run }, work) ?? work();
}

async function follow(request: RunRequest, start: typeof applyPlan): Promise<RunEnd> {
  const { plan, ports, onEvent } = request;
  const { log, clock } = ports;
  const { kind, fingerprint, actions } = plan;
  const started = clock.monotonic();
  log.info('run.started', { kind, fingerprint, actions: actions.length });
  const end = await start({
    ...request,
    onEvent: (event) => {
      tell(event, request);
      onEvent(event);
    },
  });
  log.info('run.ended', {
    result: end.result,
    ...(end.error === undefined ? {} : { code: end.error.code }),
    milliseconds: Math.round(clock.monotonic() - started),
  });
  return end;
}

function tell(event: RunEvent, { ports: { log } }: RunRequest): void {
  switch (event.kind) {
    case 'started':
      log.info('action.started', { action: event.action.id, target: event.action.target });
      return;
    case 'ended': {
      const { outcome, error } = event.result;
      const { id: action, target } = event.action;
      const fields = { action, target, outcome, ...codeOf(error) };
      if (outcome === 'done') log.info('action.ended', fields);
      else log.warn('action.ended', fields);
      return;
    }
    case 'left-out': {
      const { reason, error } = event;
      log.warn('action.left-out', { action: event.action.id, reason, ...codeOf(error) });
      return;
    }
    case 'checking':
    case 'waiting':
      return;
  }
}

function codeOf(error: { readonly code: string } | undefined): { readonly code?: string } {
  return error === undefined ? {} : { code: error.code };
}
