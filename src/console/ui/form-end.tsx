import { Button, Group } from '@mantine/core';
import { useLanguage } from './language.tsx';
import { FailureLine } from './states.tsx';

interface FormEndProps {
  error: unknown;
  onCancel: () => void;
  /** Words of the button that sends the form. */
  submit: string;
  isPending: boolean;
  size?: 'sm' | 'md';
}

/** The end of a form in a window: what went wrong, the way out, and the button that sends it. */
export function FormEnd({ error, onCancel, submit, isPending, size = 'sm' }: FormEndProps) {
  const { t } = useLanguage();
  return (
    <>
      <FailureLine error={error} />
      <Group justify="flex-end">
        <Button variant="default" size={size} onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button type="submit" size={size} loading={isPending}>
          {submit}
        </Button>
      </Group>
    </>
  );
}
