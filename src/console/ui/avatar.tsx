import classes from './avatar.module.css';

/** Vietnamese and Ê Đê people are called by the last word of their name. */
function initialOf(name: string): string {
  const called = name.trim().split(/\s+/).at(-1) ?? '';
  const bare = called.replace(/^[HYM]['’ʼ]/iu, '');
  const [first] = new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(bare === '' ? called : bare);
  return first?.segment.toLocaleUpperCase('vi') ?? '?';
}

const HUES = 6;

/** A round sign with the initial; its colour follows the id, so a person keeps it. */
export function PersonAvatar({ id, name, isOfficer }: { id: string; name: string; isOfficer: boolean }) {
  const hue = isOfficer ? 'officer' : String(Number(id.slice(-3)) % HUES);
  return (
    <span className={classes.avatar} data-hue={hue} aria-hidden="true">
      {isOfficer ? '★' : initialOf(name)}
    </span>
  );
}
