import type { BadgeView } from '../../shared/ipc/views';

/** A customer's two letters on its colour. The name is always beside it, so it is silent. */
export function CustomerBadge(props: { badge: BadgeView; large?: boolean }) {
  const { badge, large = false } = props;
  return (
    <span
      aria-hidden="true"
      className={`customer-badge badge-${badge.colour} ${large ? 'large' : ''}`}
      translate="no"
    >
      {badge.letters}
    </span>
  );
}
