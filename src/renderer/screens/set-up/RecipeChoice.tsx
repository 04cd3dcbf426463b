import type { CustomerView, RecipeView } from '../../../shared/ipc/views';
import { Radio, RadioGroup } from '../../components/controls/Radio';
import { useTranslator } from '../../i18n/translator';
import { useCall } from '../../state/context';
import { TEST_IDS, testId } from '../../testids';

const RECIPES = ['both', 'teams-2025', 'sfb-online-classic'] as const;

/** Which partner applications this customer gets, and the document that wants them. */
export function RecipeChoice({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  const call = useCall();
  return (
    <section className="card stack-tight">
      <h2 className="node-title" id="recipe-title">
        {t('ui.recipe.title')}
      </h2>
      <RadioGroup
        value={customer.recipe}
        aria-labelledby="recipe-title"
        disabled={customer.busy !== null}
        data-testid={TEST_IDS.recipe}
        onChange={(value) =>
          void call('customer.inputs', { values: {}, recipe: value as RecipeView })
        }
      >
        {RECIPES.map((recipe) => (
          <Radio
            key={recipe}
            value={recipe}
            data-testid={testId.recipe(recipe)}
            label={
              <>
                <span className="strong">{t(`ui.recipe.${recipe}`)}</span>
                <br />
                <span className="muted">{t(`ui.recipe.${recipe}-text`)}</span>
              </>
            }
          />
        ))}
      </RadioGroup>
    </section>
  );
}
