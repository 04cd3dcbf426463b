import type { Language } from '../../../shared/languages';
import type { Translator } from '../../../shared/messages';
import {
  LASTING_PART,
  REPORT_FORMATS,
  REPORT_LEVELS,
  REPORT_PARTS,
  type ReportFormat,
  type ReportLevel,
  type ReportPart,
} from '../../../shared/report';
import { Expander } from '../../components/Expander';
import { Radio, RadioGroup } from '../../components/controls/Radio';
import { Checkbox } from '../../components/controls/Toggle';
import { HISTORY_IDS, historyId } from '../../history-testids';

/** What is chosen of a report. */
export interface ReportChoice {
  readonly language: Language;
  readonly level: ReportLevel;
  readonly formats: readonly ReportFormat[];
  readonly parts: readonly ReportPart[];
}

/** What is chosen where nobody chose. */
export const USUAL_CHOICE: Omit<ReportChoice, 'language'> = {
  level: 'full',
  formats: ['html', 'pdf', 'json'],
  parts: REPORT_PARTS,
};

interface ChoiceProps {
  readonly choice: ReportChoice;
  readonly texts: Translator;
  readonly onChange: (change: Partial<ReportChoice>) => void;
}

/** How much of the customer it tells. */
export function Level({ choice, texts, onChange }: ChoiceProps) {
  const { t } = texts;
  return (
    <div className="stack-tight">
      <h2 className="node-title" id="report-level">
        {t('history.report.level')}
      </h2>
      <RadioGroup
        value={choice.level}
        aria-labelledby="report-level"
        onChange={(value) =>
          onChange({ level: REPORT_LEVELS.find((item) => item === value) ?? choice.level })
        }
      >
        {REPORT_LEVELS.map((level) => (
          <Radio
            key={level}
            value={level}
            label={
              <>
                {t(`history.report.level.${level}`)}
                <span className="muted report-level-text">
                  {t(`history.report.level.${level}-text`)}
                </span>
              </>
            }
            data-testid={historyId.level(level)}
          />
        ))}
      </RadioGroup>
    </div>
  );
}

/** The items with one of them in or out, in their order. */
function toggled<T>(all: readonly T[], chosen: readonly T[], item: T, on: boolean): T[] {
  return all.filter((one) => (one === item ? on : chosen.includes(one)));
}

/** Which files are made. */
export function Formats({ choice, texts, onChange }: ChoiceProps) {
  const { t } = texts;
  const { formats, level } = choice;
  return (
    <fieldset className="report-choices">
      <legend className="node-title">{t('history.report.formats')}</legend>
      {REPORT_FORMATS.map((format) => (
        <Checkbox
          key={format}
          label={t(`history.report.format.${format}`)}
          checked={formats.includes(format)}
          data-testid={historyId.format(format)}
          onChange={(checked) =>
            onChange({ formats: toggled(REPORT_FORMATS, formats, format, checked) })
          }
        />
      ))}
      {level !== 'full' && formats.includes('ps1') && (
        <p className="muted report-choices-note">{t('history.report.reading-copy')}</p>
      )}
    </fieldset>
  );
}

/** Which sections it has; the commands cannot be left out. */
export function Parts({ choice, texts, onChange }: ChoiceProps) {
  const { t } = texts;
  const { parts } = choice;
  const label = t('history.report.parts', { count: parts.length, total: REPORT_PARTS.length });
  return (
    <div data-testid={HISTORY_IDS.parts}>
      <Expander label={label}>
        <fieldset className="report-choices" aria-label={label}>
          {REPORT_PARTS.map((part) => (
            <Checkbox
              key={part}
              label={t(`history.report.part.${part}`)}
              checked={part === LASTING_PART || parts.includes(part)}
              disabled={part === LASTING_PART}
              data-testid={historyId.part(part)}
              onChange={(checked) =>
                onChange({ parts: toggled(REPORT_PARTS, parts, part, checked) })
              }
            />
          ))}
        </fieldset>
      </Expander>
    </div>
  );
}
