export const Logo = ({ size = 28 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="9" fill="var(--brand)" />
    <path d="M9.5 16h4.2c2.3 0 2.3-5.5 4.6-5.5h1.4M13.7 16c2.3 0 2.3 5.5 4.6 5.5h1.4" fill="none" stroke="#fff" strokeWidth="1.8" />
    <circle cx="8.5" cy="16" r="3" fill="#fff" />
    <circle cx="22.5" cy="10.5" r="3" fill="#fff" fillOpacity=".62" />
    <circle cx="22.5" cy="21.5" r="3" fill="#fff" />
  </svg>
);
