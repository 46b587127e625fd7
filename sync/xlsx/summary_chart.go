package xlsx

import (
	"fmt"
	"strings"

	"rasoat/rules"
	"rasoat/summary"
)

// drawingXML anchors the chart to the rows that the page keeps free for it.
func drawingXML() string {
	const ns = "http://schemas.openxmlformats.org/drawingml/2006/"
	return xmlHead + `<xdr:wsDr xmlns:xdr="` + ns + `spreadsheetDrawing" xmlns:a="` + ns + `main">` +
		fmt.Sprintf(`<xdr:twoCellAnchor editAs="oneCell"><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>%d</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>`+
			`<xdr:to><xdr:col>%d</xdr:col><xdr:colOff>1900000</xdr:colOff><xdr:row>%d</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>`,
			summary.ChartRow, summary.Press, summary.ChartRow+summary.ChartRows) +
		`<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="rasoat"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>` +
		`<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="` + ns + `chart">` +
		`<c:chart xmlns:c="` + ns + `chart" xmlns:r="` + relationSpace + `" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame>` +
		`<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`
}

// The colours of the chart's two series.
const (
	doneColour = "2E75B6"
	dueColour  = "BFBFBF"
)

// chartXML is horizontal bars, the first row on top.
func chartXML(title string, c *summary.Chart) string {
	const ns = "http://schemas.openxmlformats.org/drawingml/2006/"
	tab := escape("'" + strings.ReplaceAll(title, "'", "''") + "'!")
	text := func(size int, bold string) string {
		return fmt.Sprintf(`sz="%d" b="%s"`, size, bold)
	}
	small := `<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr ` + text(800, "0") + `/></a:pPr><a:endParaRPr lang="vi-VN"/></a:p></c:txPr>`
	return xmlHead + `<c:chartSpace xmlns:c="` + ns + `chart" xmlns:a="` + ns + `main" xmlns:r="` + relationSpace + `"><c:roundedCorners val="0"/><c:chart>` +
		`<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr ` + text(1100, "1") + `/></a:pPr><a:r><a:rPr lang="vi-VN" ` + text(1100, "1") + `/><a:t>` +
		escape(c.Title) + `</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>` +
		`<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>` +
		seriesXML(0, tab, c, c.Done, doneColour) + seriesXML(1, tab, c, c.Due, dueColour) +
		`<c:gapWidth val="40"/><c:axId val="101"/><c:axId val="102"/></c:barChart>` +
		`<c:catAx><c:axId val="101"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>` +
		`<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>` + small + `<c:crossAx val="102"/><c:crosses val="autoZero"/><c:tickLblSkip val="1"/></c:catAx>` +
		`<c:valAx><c:axId val="102"/><c:scaling><c:orientation val="minMax"/><c:max val="100"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>` +
		`<c:majorGridlines/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>` +
		small + `<c:crossAx val="101"/><c:crosses val="max"/></c:valAx></c:plotArea>` +
		`<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`
}

// seriesXML is one series: its name from the header above it.
func seriesXML(n int, tab string, c *summary.Chart, col int, colour string) string {
	ref := func(first, last, col int) string {
		name := rules.ColumnName(col)
		if first == last {
			return fmt.Sprintf("%s$%s$%d", tab, name, first+1)
		}
		return fmt.Sprintf("%s$%s$%d:$%s$%d", tab, name, first+1, name, last+1)
	}
	return fmt.Sprintf(`<c:ser><c:idx val="%[1]d"/><c:order val="%[1]d"/><c:tx><c:strRef><c:f>%[2]s</c:f></c:strRef></c:tx>`+
		`<c:spPr><a:solidFill><a:srgbClr val="%[3]s"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>`+
		`<c:cat><c:strRef><c:f>%[4]s</c:f></c:strRef></c:cat><c:val><c:numRef><c:f>%[5]s</c:f></c:numRef></c:val></c:ser>`,
		n, ref(c.First-1, c.First-1, col), colour, ref(c.First, c.Last, summary.Name), ref(c.First, c.Last, col))
}
