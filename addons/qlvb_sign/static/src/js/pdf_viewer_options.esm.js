/** @odoo-module **/

// Show the fields of a PDF as they are printed, and never run the scripts in it: what
// a stranger sent must not act, and some builds of Odoo do not ship the sandbox that
// the viewer would load for every file with a field.
const OPTIONS = {
    annotationMode: 1, // drawn, not editable
    disablePreferences: true, // or the viewer's defaults win
    enableScripting: false,
};

document.addEventListener("webviewerloaded", (ev) => {
    const options = ev.detail.source.PDFViewerApplicationOptions;
    for (const [name, value] of Object.entries(OPTIONS)) {
        options.set(name, value);
    }
});
