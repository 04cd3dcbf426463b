/** Two places and the crossing between them. Decorative: the name stands beside it. */
export function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="18" height="18" rx="4" fill="#0f6cbd" />
      <path
        d="M4.5 7.5h8.2M10.2 5l2.6 2.5-2.6 2.5M15.5 12.5H7.3M9.8 10l-2.6 2.5L9.8 15"
        fill="none"
        stroke="#ffffff"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
