namespace Gko.Kubernetes.Controllers;

/// <summary>
/// A binary heap whose elements know their own position, so that any element can be taken out in logarithmic time.
/// (<see cref="PriorityQueue{TElement,TPriority}"/> would keep outdated copies of every key that changed its due time.)
/// </summary>
internal sealed class IndexedHeap<T>(Comparison<T> order)
    where T : class, IHeapElement
{
    private readonly List<T> _items = [];

    public int Count => _items.Count;

    /// <summary>The smallest element; the heap must not be empty.</summary>
    public T First => _items[0];

    public void Push(T item)
    {
        item.Position = _items.Count;
        _items.Add(item);
        Rise(item.Position);
    }

    public T Pop()
    {
        var first = _items[0];
        Remove(first);
        return first;
    }

    public void Remove(T item)
    {
        var hole = item.Position;
        var last = _items[^1];
        _items.RemoveAt(_items.Count - 1);
        item.Position = -1;
        if (ReferenceEquals(item, last))
        {
            return;
        }

        Place(last, hole);
        Rise(hole);
        Sink(last.Position);
    }

    private void Rise(int index)
    {
        var item = _items[index];
        while (index > 0)
        {
            var parent = (index - 1) / 2;
            if (order(item, _items[parent]) >= 0)
            {
                break;
            }

            Place(_items[parent], index);
            index = parent;
        }

        Place(item, index);
    }

    private void Sink(int index)
    {
        var item = _items[index];
        while (SmallerChild(index) is var child && child >= 0 && order(_items[child], item) < 0)
        {
            Place(_items[child], index);
            index = child;
        }

        Place(item, index);
    }

    private int SmallerChild(int index)
    {
        var left = (2 * index) + 1;
        if (left >= _items.Count)
        {
            return -1;
        }

        var right = left + 1;
        return right < _items.Count && order(_items[right], _items[left]) < 0 ? right : left;
    }

    private void Place(T item, int index)
    {
        _items[index] = item;
        item.Position = index;
    }
}
