/** A cmdlet as it stands in a script. */
import type { Cmdlet, ParameterValue } from '../model/command';
import { isFromAction } from '../model/command';
import { isSentAsNull, parameterKind } from './allow-list';
import { literal } from './script-text';
import type { ReferenceText, ScriptParameters } from './script-text';

/** Its name and parameters. */
export function cmdletText(
  { name, parameters: given }: Cmdlet,
  parameters: ScriptParameters,
  reference: ReferenceText,
): string {
  const texts = Object.entries(given).map(([parameter, value]) => {
    if (isSentAsNull(name, parameter, value)) return ` -${parameter} $null`;
    const separator = parameterKind(name, parameter) === 'switch' ? ':' : ' ';
    return ` -${parameter}${separator}${valueText(value, parameters, reference)}`;
  });
  return `${name}${texts.join('')}`;
}

/** A value of a parameter. */
export function valueText(
  value: ParameterValue,
  parameters: ScriptParameters,
  reference: ReferenceText,
): string {
  if (isFromAction(value)) return reference(value);
  if (typeof value === 'string') return parameters.text(value);
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'number') return String(value);
  return value.length === 0 ? '@()' : value.map(literal).join(', ');
}
