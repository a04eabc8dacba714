import type PptxGenJS from 'pptxgenjs';

/** The slides as the library that writes them knows them. */
export type Presentation = PptxGenJS.default;
export type Page = PptxGenJS.default.Slide;
