import { PlaceIcon, VoiceIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import classes from './chat.module.css';

/** Stands for any photo: the simulation carries no picture data. */
export function SamplePhoto() {
  const { t } = useLanguage();
  return (
    <svg className={classes.photo} viewBox="0 0 240 150" role="img" aria-label={t('chat-photo')}>
      <rect width="240" height="150" fill="#9fc4d8" />
      <circle cx="196" cy="32" r="15" fill="#f6e3a1" />
      <path d="M0 88 52 50l38 30 40-46 58 52 52-24v88H0z" fill="#6f9a7d" />
      <path d="M64 70h56v44H64z" fill="#e9d8b8" />
      <path d="M56 72 92 46l36 26z" fill="#a4543a" />
      <path d="M84 88h16v26H84z" fill="#7c5a3c" />
      <path d="M0 112c30-8 50 6 80 0s52-6 82 0 52 4 78-2v40H0z" fill="#4f88a8" />
      <path d="M14 130c16-5 28 3 44 0M150 134c16-5 30 3 46 0" stroke="#d3e6ef" strokeWidth="3" fill="none" />
    </svg>
  );
}

/** Where each stroke stands, and how high it is. */
const WAVE = [5, 9, 14, 8, 17, 20, 11, 6, 13, 18, 9, 15, 7, 12, 19, 10, 5, 14, 8, 11].map(
  (height, index) => [index * 6, height] as const,
);

export function VoiceNote({ seconds }: { seconds: number }) {
  const { t } = useLanguage();
  const whole = Math.round(seconds);
  const length = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  return (
    <span className={classes.voice} role="img" aria-label={t('chat-voice', { seconds: whole })}>
      <VoiceIcon />
      <svg width={WAVE.length * 6} height="24" aria-hidden="true">
        {WAVE.map(([x, height]) => (
          <rect key={x} x={x} y={12 - height / 2} width="3" height={height} rx="1.5" fill="currentColor" />
        ))}
      </svg>
      <span className="by-number">{length}</span>
    </span>
  );
}

/** A drawn map: the page loads nothing from outside. Without numbers while the place is on its way. */
export function PlaceCard({ at }: { at: { latitude: number; longitude: number } | null }) {
  const { t } = useLanguage();
  return (
    <span className={classes.place}>
      <svg className={classes.photo} viewBox="0 0 240 110" role="img" aria-label={t('chat-place')}>
        <rect width="240" height="110" fill="#e6ead9" />
        <path d="M0 78c50-18 76 18 124 4s70-20 116-6" stroke="#a7cbe0" strokeWidth="12" fill="none" />
        <path
          d="M36 0v110M150 0l-24 110M0 36l240 14M196 0l10 110"
          stroke="#fff"
          strokeWidth="7"
          fill="none"
        />
        <path d="M50 52h44v18H50zM160 62h30v24h-30zM54 10h60v20H54z" fill="#d5d2bd" />
      </svg>
      <span className={classes.pin}>
        <PlaceIcon size={30} />
      </span>
      <span className={`${classes.coordinates} by-number`}>
        {at === null ? t('chat-place') : `${at.latitude.toFixed(4)}, ${at.longitude.toFixed(4)}`}
      </span>
    </span>
  );
}
