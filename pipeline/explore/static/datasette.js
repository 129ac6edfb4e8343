// What Datasette's templates hold as scripts in the page, as a file, which the policy allows;
// and names for its fields, for those who cannot see where they stand.
"use strict";

var DATASETTE_ALLOW_FACET = true;

function startEditor() {
    const format = document.querySelector("button#sql-format");
    const shown = document.querySelector("pre#sql-query");
    const input = document.querySelector("textarea#sql-editor");
    if (input) {
        input.setAttribute("aria-label", "SQL");
        const editor = CodeMirror.fromTextArea(input, {
            lineNumbers: true, mode: "text/x-sql", lineWrapping: true,
        });
        editor.getInputField().setAttribute("aria-label", "SQL");
        editor.setOption("extraKeys", {
            "Shift-Enter": () => document.querySelector("form.sql").submit(),
            Tab: false,
        });
        if (format) {
            format.hidden = Boolean(shown);
            format.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
        }
    } else if (format && shown) {
        const formatted = sqlFormatter.format(shown.textContent);
        format.hidden = formatted === shown.textContent;
        format.addEventListener("click", () => { shown.textContent = formatted; });
    }
}

function nameFields() {
    const names = {
        "select[name^=_filter_column]": "Column to filter by",
        "select[name^=_filter_op]": "How to compare",
        "input[name^=_filter_value]": "Value to compare with",
        "select[name=_sort]": "Column to sort by",
    };
    for (const [which, name] of Object.entries(names)) {
        document.querySelectorAll(which).forEach((field) => field.setAttribute("aria-label", name));
    }
    const regions = { ".table-wrapper": "Rows", ".column-descriptions": "What the columns mean" };
    for (const [which, name] of Object.entries(regions)) {
        document.querySelectorAll(which).forEach((region) => {
            region.tabIndex = 0;
            if (region.tagName !== "DL") region.setAttribute("role", "region");
            region.setAttribute("aria-label", name);
        });
    }
    document.querySelectorAll("a.cross").forEach((link) => link.setAttribute("aria-label", "Remove"));
}

function nameMenus() {
    document.querySelectorAll("th .dropdown-menu-icon").forEach((icon) => {
        icon.setAttribute("role", "button");
        icon.setAttribute("tabindex", "0");
        icon.setAttribute("aria-label", `Actions for ${icon.closest("th").dataset.column}`);
        icon.addEventListener("keydown", (event) => {
            if (event.key !== "Enter" && event.key !== " ") return;
            event.preventDefault();
            icon.dispatchEvent(new MouseEvent("click", { bubbles: true }));
            document.querySelector("body > .dropdown-menu a[href]:not([href='#'])")?.focus();
        });
    });
}

function closeMenus(event) {
    const within = event.target.closest("details");
    document.querySelectorAll("details.actions-menu-links[open]").forEach((menu) => {
        if (menu !== within) menu.open = false;
    });
}

addEventListener("load", () => {
    startEditor();
    nameFields();
    nameMenus();
    document.body.addEventListener("click", closeMenus);
});
