import './controls.css';

/** Something is under way. Without a label, what stands beside it says what. */
export function Spinner({ label, late = false }: { label?: string; late?: boolean }) {
  return (
    <span className={late ? 'spinner spinner-late' : 'spinner'}>
      <span className="spinner-ring" aria-hidden="true" />
      {label}
    </span>
  );
}
