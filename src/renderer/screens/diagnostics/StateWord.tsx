import {
  CheckmarkCircle20Regular,
  ErrorCircle20Regular,
  QuestionCircle20Regular,
  SubtractCircle20Regular,
  Warning20Regular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';

const ICONS = {
  good: CheckmarkCircle20Regular,
  remark: Warning20Regular,
  bad: ErrorCircle20Regular,
  open: QuestionCircle20Regular,
  none: SubtractCircle20Regular,
};

/** A state as icon and word; the word says it, the icon helps the eye. */
export function StateWord(props: { kind: keyof typeof ICONS; children: ReactNode }) {
  const Icon = ICONS[props.kind];
  return (
    <span className={`doctor-state ${props.kind}`}>
      <Icon aria-hidden="true" />
      <span>{props.children}</span>
    </span>
  );
}
