"""Documents from data: written once as blocks, made into a page, a PDF or a Word document."""
