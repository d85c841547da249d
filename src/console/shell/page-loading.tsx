import { Loading } from '../ui/states.tsx';

/** In the place of a page whose files are on their way. */
export function PageLoading() {
  return (
    <div style={{ padding: 24 }}>
      <Loading />
    </div>
  );
}
