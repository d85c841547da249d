import { Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type AlertCategoryView, newTemplateSchema } from '../../../contracts/alerts.ts';
import { categorySchema } from '../../../contracts/words.ts';
import { useAddTemplate } from '../../api/templates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fits } from '../../ui/fits.ts';
import { FormEnd } from '../../ui/form-end.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { variablesOf } from '../compose/placeholders.ts';

interface NewTemplateDialogProps {
  categories: readonly AlertCategoryView[];
  onClose: () => void;
}

interface FormValues {
  category: string | null;
  name: string;
  vi: string;
  en: string;
}

const { name: nameSchema } = newTemplateSchema.shape;

/** A text of the unit's own. What is to be filled in each time stands in square brackets. */
export function NewTemplateDialog({ categories, onClose }: NewTemplateDialogProps) {
  const { t } = useLanguage();
  const notify = useNotify();
  const add = useAddTemplate();
  const form = useForm<FormValues>({
    initialValues: { category: null, name: '', vi: '', en: '' },
    validate: {
      category: fits(categorySchema, t('template-category-missing')),
      name: fits(nameSchema, t('template-name-missing')),
      vi: (text) => (text.trim() === '' ? t('template-text-missing') : null),
    },
  });
  const blanks = [...new Set([...variablesOf(form.values.vi), ...variablesOf(form.values.en)])];

  function save({ category, name, vi, en }: FormValues): void {
    const texts = { vi: vi.normalize('NFC'), en: en.trim() === '' ? null : en.normalize('NFC') };
    add.mutate(
      { category: categorySchema.parse(category), name, texts },
      {
        onSuccess: (answer) => {
          switch (answer.kind) {
            case 'saved':
              notify.done(t('template-saved', { name }));
              return onClose();
            case 'name_taken':
              return form.setFieldError('name', t('template-name-taken'));
            case 'text_too_long':
              return form.setFieldError(
                'vi',
                t('template-too-long', { length: answer.length, limit: answer.limit }),
              );
            case 'forbidden':
            case 'retired':
              return form.setFieldError('name', t('template-not-yours'));
          }
        },
      },
    );
  }

  return (
    <Dialog onClose={onClose} title={t('template-add')} size="lg">
      <form noValidate onSubmit={form.onSubmit(save)}>
        <Stack>
          <Select
            size="md"
            label={t('template-category')}
            placeholder={t('compose-choose')}
            searchable
            withAsterisk
            data-autofocus
            data={categories.map(({ code, icon }) => ({
              value: code,
              label: `${icon} ${t(`category-${code}`)}`,
            }))}
            {...form.getInputProps('category')}
          />
          <TextInput
            size="md"
            label={t('template-name')}
            withAsterisk
            maxLength={80}
            {...form.getInputProps('name')}
          />
          <Textarea
            size="md"
            autosize
            minRows={3}
            withAsterisk
            label={t('compose-text-vi')}
            description={t('template-blanks-how')}
            lang="vi"
            {...form.getInputProps('vi')}
          />
          <Textarea
            size="md"
            autosize
            minRows={3}
            label={t('compose-text-en')}
            lang="en"
            {...form.getInputProps('en')}
          />
          <Text size="md" aria-live="polite">
            {blanks.length === 0
              ? t('template-no-blanks')
              : t('template-blanks', { blanks: blanks.join(', ') })}
          </Text>
          <FormEnd
            error={add.error}
            onCancel={onClose}
            submit={t('template-save')}
            isPending={add.isPending}
            size="md"
          />
        </Stack>
      </form>
    </Dialog>
  );
}
