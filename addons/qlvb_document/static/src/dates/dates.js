/** Dates as Vietnamese offices write them: 23/11/2026, and 23/11/2026 07:30. */
import {localization} from "@web/core/l10n/localization";
import {registry} from "@web/core/registry";
import {patch} from "@web/core/utils/patch";
import {DateTimeField} from "@web/views/fields/datetime/datetime_field";
import {formatDate, formatDateTime} from "@web/views/fields/formatters";

const CLOCK = "HH:mm";
const CLOCK_WITH_SECONDS = "HH:mm:ss";

export function writeDate(value) {
    return value ? value.toFormat(localization.dateFormat) : "";
}

export function writeDateTime(value, options = {}) {
    if (!value) {
        return "";
    }
    const {showSeconds = false, showTime = true, showDate = true} = options;
    const parts = showDate || !showTime ? [localization.dateFormat] : [];
    if (showTime) {
        parts.push(showSeconds ? CLOCK_WITH_SECONDS : CLOCK);
    }
    return value.setZone(options.tz || "default").toFormat(parts.join(" "));
}

writeDate.extractOptions = formatDate.extractOptions;
writeDateTime.extractOptions = formatDateTime.extractOptions;

const formatters = registry.category("formatters");
formatters.add("date", writeDate, {force: true});
formatters.add("datetime", writeDateTime, {force: true});

patch(DateTimeField.prototype, {
    getFormattedValue(valueIndex) {
        const [first] = this.values;
        const value = this.values[valueIndex];
        if (!value || this.field.type === "date") {
            return writeDate(value);
        }
        const {showSeconds, showTime} = this.props;
        const sameDay = valueIndex === 1 && first && first.hasSame(value, "day");
        return writeDateTime(value, {
            showSeconds,
            showTime,
            showDate: !showTime || !sameDay,
        });
    },
});
